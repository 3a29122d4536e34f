import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../../src/core/errors.js';
import { openEngine } from '../../../src/core/model/engine.js';
import type { MusicVae } from '../../../src/core/model/music-vae.js';
import { hammingDistance } from '../../../src/core/model/similarity.js';
import { loadFixture } from './fixtures.js';

let flat: MusicVae;
let hierarchical: MusicVae;
beforeAll(async () => {
  const engine = await openEngine('onnx');
  flat = await loadFixture('flat_float32', engine);
  hierarchical = await loadFixture('hierarchical_uint8', engine);
});
afterAll(async () => {
  await Promise.all([flat.release(), hierarchical.release()]);
});

test('a model tells its sizes', () => {
  const { name, bars, steps, latentSize, engine } = hierarchical;
  expect({ name, bars, steps, latentSize }).toEqual({
    name: 'hierarchical_uint8',
    bars: 4,
    steps: 64,
    latentSize: 10,
  });
  expect(hierarchical.hierarchical).toBe(true);
  expect(engine).toMatch(/^onnxruntime-/);
  expect(flat.hash).toMatch(/^[0-9a-f]{16}$/);
});

test('the same seed gives the same tokens, another seed others', async () => {
  const first = await flat.sample(3, { temperature: 1, seed: 1 });
  expect(await flat.sample(3, { temperature: 1, seed: 1 })).toEqual(first);
  expect((await flat.sample(3, { temperature: 1, seed: 2 })).tokens).not.toEqual(first.tokens);
});

test('the first samples stay the same when more are asked for, across internal batches too', async () => {
  const few = await flat.sample(2, { temperature: 1, seed: 1 });
  const many = await flat.sample(35, { temperature: 1, seed: 1 });
  expect(many.tokens).toHaveLength(35);
  expect(many.tokens.slice(0, 2)).toEqual(few.tokens);
  const [z = new Float32Array()] = many.z.slice(33);
  expect(await flat.decode([z], { temperature: 1, seed: 1, firstItem: 33 })).toEqual(
    many.tokens.slice(33, 34),
  );
});

test('rows may draw from any stream', async () => {
  const { z, tokens } = await flat.sample(3, { temperature: 1, seed: 1 });
  expect(await flat.decode(z.toReversed(), { temperature: 1, seed: 1, items: [2, 1, 0] })).toEqual(
    tokens.toReversed(),
  );
});

test('an interpolation has both reconstructions at its ends', async () => {
  const { z, tokens } = await hierarchical.sample(2, { seed: 3 });
  const [a = new Float32Array(), b = new Float32Array()] = z;
  for (const method of ['slerp', 'lerp'] as const) {
    const way = await hierarchical.interpolate(a, b, { steps: 7, method });
    expect(way.tokens).toHaveLength(7);
    expect([way.tokens[0], way.tokens[6]]).toEqual(tokens);
    expect([way.z[0], way.z[6]]).toEqual(z);
  }
});

test('nothing in, nothing out', async () => {
  expect(await flat.decode([])).toEqual([]);
  expect(await flat.encode([])).toEqual({ mu: [], sigma: [] });
});

describe('what is out of range is refused with one sentence', () => {
  const latent = () => new Float32Array(10);
  test.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'temperature too low',
      () => flat.decode([latent()], { temperature: 0.05 }),
      /temperature must be 0, or from 0.1 to 1.5/,
    ],
    ['temperature too high', () => flat.decode([latent()], { temperature: 1.6 }), /temperature/],
    ['temperature not a number', () => flat.sample(1, { temperature: Number.NaN }), /temperature/],
    ['negative seed', () => flat.sample(1, { seed: -1 }), /seed must be a whole number/],
    ['broken seed', () => flat.decode([latent()], { seed: 0.5 }), /seed/],
    ['no samples', () => flat.sample(0), /count must be a whole number from 1 to 256/],
    [
      'two steps',
      () => flat.interpolate(latent(), latent(), { steps: 2 }),
      /steps must be a whole number from 3 to 16/,
    ],
    ['two streams for one row', () => flat.decode([latent()], { items: [0, 1] }), /one item number/],
    ['broken stream', () => flat.decode([latent()], { firstItem: 0.5 }), /item number/],
    [
      'short latent',
      () => flat.decode([new Float32Array(9)]),
      /latent of this model must be 10 finite numbers/,
    ],
    ['endless latent', () => flat.decode([latent().fill(Infinity)]), /finite/],
    [
      'short window',
      () => flat.encode([new Uint8Array(31)]),
      /window of this model must be 32 labels below 130/,
    ],
    ['label out of range', () => flat.encode([new Uint8Array(32).fill(130)]), /below 130/],
    [
      'amount above 1',
      () => flat.vary(new Uint8Array(32), { amount: 1.1, count: 1 }),
      /amount must lie between 0 and 1/,
    ],
    ['no variations', () => flat.vary(new Uint8Array(32), { amount: 0.5, count: 0 }), /count/],
  ])('%s', async (_, attempt, sentence) => {
    const thrown = await attempt().catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(UserError);
    expect(thrown).toMatchObject({ code: 'bad-option', message: expect.stringMatching(sentence) });
  });
});

describe('vary', () => {
  const tune = Uint8Array.from({ length: 32 }, (_, step) => [62, 0, 64, 0, 66, 67, 0, 1][step % 8] ?? 0);

  test('amount 0 is the reconstruction, amount 1 the unrelated draw', async () => {
    const { mu } = await flat.encode([tune]);
    const [reconstruction] = await flat.decode(mu);
    const none = await flat.vary(tune, { amount: 0, count: 2, seed: 1 });
    expect(none.map(({ tokens, distance }) => ({ tokens, distance }))).toEqual([
      { tokens: reconstruction, distance: 0 },
      { tokens: reconstruction, distance: 0 },
    ]);
    const [full] = await flat.vary(tune, { amount: 1, count: 1, seed: 1 });
    expect(full?.distance).toBe(1);
  });

  test('goes further the more is asked for, and about as far', async () => {
    const amounts = [0, 0.25, 0.5, 0.75, 1];
    const means: number[] = [];
    for (const amount of amounts) {
      const distances: number[] = [];
      for (const seed of [1, 2, 3]) {
        const variations = await flat.vary(tune, { amount, count: 8, seed });
        distances.push(...variations.map(({ distance }) => distance));
      }
      means.push(distances.reduce((a, b) => a + b) / distances.length);
    }
    expect(means).toEqual(means.toSorted((a, b) => a - b));
    amounts.forEach((amount, k) => {
      expect(Math.abs((means[k] ?? NaN) - amount)).toBeLessThan(0.15);
    });
  });

  test('gives other variations for other items and seeds, the same for the same', async () => {
    const once = await flat.vary(tune, { amount: 0.6, count: 4, seed: 1, temperature: 0.5 });
    expect(await flat.vary(tune, { amount: 0.6, count: 4, seed: 1, temperature: 0.5 })).toEqual(once);
    expect(new Set(once.map(({ tokens }) => tokens.join())).size).toBe(4);
    const [first] = await flat.vary(tune, { amount: 0.6, count: 1, seed: 1, temperature: 0.5 });
    expect(first).toEqual(once[0]);
    const other = await flat.vary(tune, { amount: 0.6, count: 4, seed: 2, temperature: 0.5 });
    expect(hammingDistance(other[0]?.tokens ?? tune, once[0]?.tokens ?? tune)).toBeGreaterThan(0);
  });
});
