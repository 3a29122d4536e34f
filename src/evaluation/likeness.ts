import { STEPS_PER_BAR } from '../core/music/melody.js';
import { FIRST_PITCH, type Tokens } from '../core/music/tokens.js';

/** How alike decoded windows are to the true ones, counted over all of them together. */
export interface Likeness {
  /** Share of equal labels at each bar, first to last. */
  readonly byBar: readonly number[];
  /** Share of bars whose sixteen labels are all right. */
  readonly exactBars: number;
  /** F1 of onsets of any pitch at exactly the same step; 1 where nobody has an onset. */
  readonly onsetF1: number;
  /** Share of right pitches where both have an onset; null where they share none. */
  readonly pitchAtSharedOnsets: number | null;
}

/** Share of steps at which two windows of one length have the same label, 0 to 1. */
export function stepAccuracy(decoded: Tokens, original: Tokens): number {
  let same = 0;
  for (let step = 0; step < original.length; step++) if (decoded[step] === original[step]) same += 1;
  return original.length === 0 ? 1 : same / original.length;
}

/**
 * Counts over windows of one length, `[N][T]` each, T a whole number of bars.
 * @throws RangeError where there are no windows
 */
export function likenessOf(decoded: readonly Tokens[], original: readonly Tokens[]): Likeness {
  const bars = (original[0]?.length ?? 0) / STEPS_PER_BAR;
  if (bars === 0) throw new RangeError('the likeness of no windows is not defined');
  const counts = { exact: 0, onsets: 0, shared: 0, rightPitch: 0 };
  const rightSteps = new Float64Array(bars);
  original.forEach((window, row) => {
    const other = decoded[row] ?? new Uint8Array();
    for (let bar = 0; bar < bars; bar++) {
      let right = 0;
      for (let step = bar * STEPS_PER_BAR; step < (bar + 1) * STEPS_PER_BAR; step++) {
        const [ours, theirs] = [other[step] ?? 0, window[step] ?? 0];
        if (ours === theirs) right += 1;
        counts.onsets += Number(ours >= FIRST_PITCH) + Number(theirs >= FIRST_PITCH);
        if (ours < FIRST_PITCH || theirs < FIRST_PITCH) continue;
        counts.shared += 1;
        counts.rightPitch += Number(ours === theirs);
      }
      rightSteps[bar] = (rightSteps[bar] ?? 0) + right;
      counts.exact += Number(right === STEPS_PER_BAR);
    }
  });
  return {
    byBar: Array.from(rightSteps, (right) => right / (original.length * STEPS_PER_BAR)),
    exactBars: counts.exact / (original.length * bars),
    onsetF1: counts.onsets === 0 ? 1 : (2 * counts.shared) / counts.onsets,
    pitchAtSharedOnsets: counts.shared === 0 ? null : counts.rightPitch / counts.shared,
  };
}
