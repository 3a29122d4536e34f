import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.js';
import { asTheyFinish } from '../../src/render/finishing-order.js';

type Work = () => Promise<string>;

const later =
  (ms: number, value: string): Work =>
  () =>
    wait(ms, value);

const failing =
  (code: 'encoder-failed' | 'cancelled', words: string): Work =>
  () =>
    Promise.reject(new UserError(code, words));

async function collect(groups: readonly (readonly Work[])[]): Promise<{ values: string[]; error: unknown }> {
  const values: string[] = [];
  try {
    for await (const value of asTheyFinish(groups)) values.push(value);
    return { values, error: null };
  } catch (error) {
    return { values, error };
  }
}

describe('order of finishing', () => {
  it('gives the quick before the slow, and one group before the next', async () => {
    const { values, error } = await collect([[later(60, 'slow'), later(5, 'quick')], [later(1, 'last')]]);
    expect(values).toEqual(['quick', 'slow', 'last']);
    expect(error).toBeNull();
  });

  it('gives all that succeeds and then throws the first failure', async () => {
    const first = failing('encoder-failed', 'first');
    const { values, error } = await collect([
      [first, later(20, 'slow')],
      [failing('encoder-failed', 'second'), later(1, 'last')],
    ]);
    expect(values).toEqual(['slow', 'last']);
    expect(error).toMatchObject({ message: 'first' });
  });

  it('throws a cancellation at once', async () => {
    const { values, error } = await collect([[failing('cancelled', 'Cancelled.'), later(20, 'slow')]]);
    expect(values).toEqual([]);
    expect(error).toMatchObject({ code: 'cancelled' });
  });
});
