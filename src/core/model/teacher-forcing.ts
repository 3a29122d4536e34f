import type { Tokens } from '../music/tokens.js';

/** Far above any logit, and small enough that adding a logit to it stays finite. */
const CERTAIN = 1e9;

/**
 * Noise that leaves the decoder no choice: with it, the loop that plays its own output reads the given tokens,
 * so teacher forcing needs no graph of its own.
 * @param tokens window `[T]`
 * @returns `[T · V]`
 */
export function forcingNoise(tokens: Tokens, labels: number): Float32Array {
  const noise = new Float32Array(tokens.length * labels);
  tokens.forEach((label, step) => {
    noise[step * labels + label] = CERTAIN;
  });
  return noise;
}
