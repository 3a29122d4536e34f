import { UserError } from '../core/errors.js';

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

/**
 * Yields results in the order in which they are finished. The work of a group runs at once, group after group.
 * Work that fails does not keep the rest back; the first error is thrown at the end, a cancellation at once.
 */
export async function* asTheyFinish<T>(
  groups: readonly (readonly (() => Promise<T>)[])[],
): AsyncGenerator<T> {
  const errors: unknown[] = [];
  for (const group of groups) {
    const running = new Map(group.map((work, i) => [i, settled(work, i)]));
    while (running.size > 0) {
      const { index, outcome } = await Promise.race(running.values());
      running.delete(index);
      if (outcome.ok) yield outcome.value;
      else if (isCancellation(outcome.error)) throw outcome.error;
      else errors.push(outcome.error);
    }
  }
  if (errors.length > 0) throw errors[0];
}

async function settled<T>(
  work: () => Promise<T>,
  index: number,
): Promise<{ index: number; outcome: Outcome<T> }> {
  try {
    return { index, outcome: { ok: true, value: await work() } };
  } catch (error) {
    return { index, outcome: { ok: false, error } };
  }
}

function isCancellation(error: unknown): boolean {
  return error instanceof UserError && error.code === 'cancelled';
}
