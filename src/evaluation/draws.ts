import type { NextWord } from '../core/model/random.js';

/** A whole number from 0 to below the limit; the bias of the division is below one in 2^32 / limit. */
export function wholeBelow(next: NextWord, limit: number): number {
  return Math.floor((next() / 2 ** 32) * limit);
}

/** The numbers from 0 to below `count` in a random order. Source: Fisher and Yates, as Durstenfeld wrote it (1964). */
export function shuffledIndices(next: NextWord, count: number): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let place = count - 1; place > 0; place--) {
    const other = wholeBelow(next, place + 1);
    const moved = order[place] ?? 0;
    order[place] = order[other] ?? 0;
    order[other] = moved;
  }
  return order;
}
