import { STEPS_PER_BAR } from './melody.js';
import type { Tokens } from './tokens.js';

/**
 * A point between two windows in the space of the data: every step is taken from `b` with probability `share`.
 *
 * What the study of MusicVAE calls interpolation in data space (section 5.2 of arXiv 1803.05428): as smooth as can be
 * in Hamming distance, and no music on the way. It is the baseline that a latent space has to beat.
 * @param coins one number from 0 to 1 a step; the same coins for every share make a way on which steps only ever
 * change from `a` to `b`
 * @returns labels `[T]`
 */
export function mixSteps(
  a: Tokens,
  b: Tokens,
  share: number,
  coins: Float32Array | readonly number[],
): Tokens {
  return a.map((label, step) => ((coins[step] ?? 1) < share ? (b[step] ?? label) : label));
}

/**
 * The first bars from `b`, the others from `a`: a cut that moves along the bars.
 * @param share of the bars that come from `b`, 0 to 1, rounded to whole bars
 * @returns labels `[T]`
 */
export function crossfadeBars(a: Tokens, b: Tokens, share: number, stepsPerBar = STEPS_PER_BAR): Tokens {
  const border = Math.round((share * a.length) / stepsPerBar) * stepsPerBar;
  return a.map((label, step) => (step < border ? (b[step] ?? label) : label));
}
