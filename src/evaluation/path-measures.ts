import { hammingDistance } from '../core/model/similarity.js';
import type { Tokens } from '../core/music/tokens.js';

/** What a melody costs under a language model, in bits a step. */
export type CostOf = (tokens: Tokens) => number;

/** Figures of one way y_0 ... y_n between two melodies. H is the share of steps at which two windows differ. */
export interface PathFigures {
  /** H(y_k, y_0) / H(y_0, y_n) for k = 0 ... n: how far the way has come. */
  readonly fromStart: readonly number[];
  /** H(y_k, y_n) / H(y_0, y_n). */
  readonly toEnd: readonly number[];
  /** Share of the n moves after which the way is no nearer to its start, bar one step (I2). */
  readonly monotonicity: number;
  /** Root mean square of fromStart against the even way k / n; 0 is even (I3). */
  readonly linearity: number;
  /** Largest H(y_k, y_(k+1)) / H(y_0, y_n); at best 1 / n (I4). */
  readonly largestJump: number;
  /** Share of the n + 1 points that differ from one another (I5). */
  readonly distinctSteps: number;
  /** Mean of H(y_0, A) and H(y_n, B): what the ends have lost of the melodies that were asked for (I7). */
  readonly endLoss: number;
  /**
   * Cost of y_k for 0 < k < n as a multiple of what its ends would let expect, (1 - k/n) · cost(y_0) + (k/n) · cost(y_n)
   * (I6); null without a language model.
   */
  readonly costRatios: readonly number[] | null;
}

/**
 * Measures one way between two melodies.
 * @param path y_0 ... y_n, windows `[T]`, n two or more
 * @param ends the melodies A and B that were asked for
 * @returns null where both ends are the same window: then nothing lies between them
 */
export function measurePath(
  path: readonly Tokens[],
  ends: { readonly a: Tokens; readonly b: Tokens },
  costOf: CostOf | null,
): PathFigures | null {
  const [start] = path;
  const end = path.at(-1);
  if (!start || !end || path.length < 3) throw new RangeError('a way has at least three points');
  const whole = hammingDistance(start, end);
  if (whole === 0) return null;
  const moves = path.length - 1;
  const fromStart = path.map((point) => hammingDistance(point, start) / whole);
  const jumps = path.slice(1).map((point, k) => hammingDistance(path[k] ?? point, point) / whole);
  const slack = 1 / start.length;
  const onward = fromStart.slice(1).filter((distance, k) => distance >= (fromStart[k] ?? 0) - slack);
  return {
    fromStart,
    toEnd: path.map((point) => hammingDistance(point, end) / whole),
    monotonicity: onward.length / moves,
    linearity: Math.sqrt(mean(fromStart.map((distance, k) => (distance - k / moves) ** 2))),
    largestJump: Math.max(...jumps),
    distinctSteps: new Set(path.map((point) => point.join(' '))).size / path.length,
    endLoss: (hammingDistance(start, ends.a) + hammingDistance(end, ends.b)) / 2,
    costRatios: costOf && costRatios(path, costOf),
  };
}

/** The mean of numbers; NaN of none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function costRatios(path: readonly Tokens[], costOf: CostOf): number[] {
  const costs = path.map(costOf);
  const moves = costs.length - 1;
  const [first, last] = [costs[0] ?? 0, costs[moves] ?? 0];
  return costs.slice(1, -1).map((cost, place) => {
    const share = (place + 1) / moves;
    return cost / ((1 - share) * first + share * last);
  });
}
