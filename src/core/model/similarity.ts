import { FIRST_PITCH, type Tokens } from '../music/tokens.js';

/** Share of steps at which two windows of one length differ, 0 to 1. */
export function hammingDistance(a: Tokens, b: Tokens): number {
  return a.length === 0 ? 0 : count(a, b, (labelA, labelB) => labelA !== labelB) / a.length;
}

/** Share of the original's steps that another window keeps, 0 to 1. */
export function stepsKept(original: Tokens, other: Tokens): number {
  return 1 - hammingDistance(original, other);
}

/** F1 of the onsets of any pitch, a hit being an onset at exactly the same step; 1 where neither has any. */
export function onsetF1(original: Tokens, other: Tokens): number {
  const total = onsets(original) + onsets(other);
  return total === 0 ? 1 : (2 * sharedOnsets(original, other)) / total;
}

/** Share of the shared onsets that have the same pitch, 0 to 1; 1 where no onset is shared. */
export function pitchAccuracy(original: Tokens, other: Tokens): number {
  const shared = sharedOnsets(original, other);
  const same = count(original, other, (a, b) => a >= FIRST_PITCH && a === b);
  return shared === 0 ? 1 : same / shared;
}

/** How many of the original's notes begin at the same step on the same pitch in another window. */
export function notesKept(original: Tokens, other: Tokens): { readonly kept: number; readonly of: number } {
  return { kept: count(original, other, (a, b) => a >= FIRST_PITCH && a === b), of: onsets(original) };
}

function onsets(tokens: Tokens): number {
  return tokens.reduce((sum, label) => sum + (label >= FIRST_PITCH ? 1 : 0), 0);
}

function sharedOnsets(a: Tokens, b: Tokens): number {
  return count(a, b, (labelA, labelB) => labelA >= FIRST_PITCH && labelB >= FIRST_PITCH);
}

function count(a: Tokens, b: Tokens, holds: (labelA: number, labelB: number) => boolean): number {
  return a.reduce((sum, label, step) => sum + (holds(label, b[step] ?? -1) ? 1 : 0), 0);
}
