import { streamFor } from '../core/model/random.js';
import { wholeBelow } from './draws.js';

/** A mean with the interval in which 95 % of the redrawn means lie. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const ROUNDS = 1000;

/**
 * Mean and 95 % percentile interval, by drawing whole groups with replacement: windows of one tune are alike, so
 * drawing single windows would make the interval too narrow.
 * @param values one a row, `[N]`
 * @param groups the tune family of every row
 * @throws RangeError where there are no values
 */
export function estimate(values: readonly number[], groups: readonly string[], seed: number): Estimate {
  if (values.length === 0) throw new RangeError('the mean of no values is not defined');
  const { sums, counts } = totalsByGroup(values, groups);
  const next = streamFor(seed, 0, 'bootstrap');
  const means = new Float64Array(ROUNDS).map(() => {
    let [sum, count] = [0, 0];
    for (let draw = 0; draw < sums.length; draw++) {
      const group = wholeBelow(next, sums.length);
      sum += sums[group] ?? 0;
      count += counts[group] ?? 0;
    }
    return sum / count;
  });
  means.sort();
  const mean = sums.reduce((total, sum) => total + sum, 0) / values.length;
  return { mean, low: quantile(means, 0.025), high: quantile(means, 0.975) };
}

/** The quantile of sorted values, between two neighbours in proportion. */
export function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [low, high] = [sorted[below] ?? Number.NaN, sorted[Math.ceil(place)] ?? Number.NaN];
  return low + (place - below) * (high - low);
}

function totalsByGroup(
  values: readonly number[],
  groups: readonly string[],
): { readonly sums: readonly number[]; readonly counts: readonly number[] } {
  const index = new Map<string, number>();
  const sums: number[] = [];
  const counts: number[] = [];
  values.forEach((value, row) => {
    const name = groups[row] ?? '';
    const group = index.get(name) ?? index.size;
    index.set(name, group);
    sums[group] = (sums[group] ?? 0) + value;
    counts[group] = (counts[group] ?? 0) + 1;
  });
  return { sums, counts };
}
