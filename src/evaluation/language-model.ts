import { HOLD, NOTE_OFF, type Tokens } from '../core/music/tokens.js';

/** Labels of a melody in any key: what happens at a step, and an onset by its distance from the onset before. */
export const RELATIVE_LABELS = 52;
const FIRST_ONSET = 2;
const UNISON = 27;
const WIDEST = 24;

/** Longest history counts this many labels with the one that follows. */
export const ORDER = 5;

/** How often each sequence of labels was seen, by length: `counts[n - 1]` maps keys of n labels. */
export type SequenceCounts = readonly ReadonlyMap<number, number>[];

/** A model of what comes next in a melody. */
export interface LanguageModel {
  /** Probability of a label after the labels before it, of which the last four count. */
  probability(history: readonly number[], label: number): number;
  /** Mean of -log2 of the probabilities of a window `[T]`, in bits a step. */
  bitsPerStep(tokens: Tokens): number;
}

/**
 * A window in labels that do not depend on its key: hold, off, the first onset, and every other onset as the
 * interval from the one before, at most two octaves either way.
 */
export function relativeLabels(tokens: Tokens): number[] {
  let previous: number | undefined;
  return Array.from(tokens, (label) => {
    if (label === HOLD || label === NOTE_OFF) return label;
    const interval = previous === undefined ? undefined : label - previous;
    previous = label;
    return interval === undefined ? FIRST_ONSET : UNISON + Math.max(-WIDEST, Math.min(WIDEST, interval));
  });
}

/** Counts sequences of one to five labels over windows; pass windows that do not overlap. */
export function countSequences(windows: Iterable<Tokens>): SequenceCounts {
  const counts = Array.from({ length: ORDER }, () => new Map<number, number>());
  for (const window of windows) {
    const labels = relativeLabels(window);
    labels.forEach((_, step) => {
      for (let n = 1; n <= ORDER && n <= step + 1; n++) {
        const key = keyOf(labels.slice(step + 1 - n, step + 1));
        counts[n - 1]?.set(key, (counts[n - 1]?.get(key) ?? 0) + 1);
      }
    });
  }
  return counts;
}

/** Leaves out the longest sequences that were seen fewer times. */
export function pruned(counts: SequenceCounts, fewest: number): SequenceCounts {
  return counts.map((level, n) =>
    n < ORDER - 1 ? level : new Map([...level].filter(([, count]) => count >= fewest)),
  );
}

/** Sums over one history. */
interface Followed {
  total: number;
  kinds: number;
}

/**
 * Interpolated Kneser-Ney smoothing: the longest history by its counts less a discount, every shorter one by in how
 * many contexts a label continues it, at last evenly over the labels.
 *
 * Source: Kneser & Ney 1995, in the interpolated form of Chen & Goodman 1998 (section 4.1.6), with the discount
 * n1 / (n1 + 2 n2) of each length.
 */
export function kneserNey(counts: SequenceCounts): LanguageModel {
  const levels = counts.map((level, n) => (n === ORDER - 1 ? level : continuations(counts, n)));
  const discounts = levels.map(discountOf);
  const followed = levels.map(followers);

  const probability = (history: readonly number[], label: number): number => {
    const longest = Math.min(history.length, ORDER - 1);
    let result = 1 / RELATIVE_LABELS;
    for (let n = 0; n <= longest; n++) {
      const context = keyOf(history.slice(history.length - n));
      const sums = followed[n]?.get(context);
      if (!sums) break;
      const discount = discounts[n] ?? 0;
      const count = levels[n]?.get(context * RELATIVE_LABELS + label) ?? 0;
      result = (Math.max(count - discount, 0) + discount * sums.kinds * result) / sums.total;
    }
    return result;
  };

  return {
    probability,
    bitsPerStep(tokens) {
      const labels = relativeLabels(tokens);
      const bits = labels.map(
        (label, step) => -Math.log2(probability(labels.slice(Math.max(0, step - ORDER + 1), step), label)),
      );
      return bits.reduce((sum, value) => sum + value, 0) / labels.length;
    },
  };
}

/** A number for a sequence; sequences of one length have different ones, below 52^5. */
export function keyOf(labels: readonly number[]): number {
  return labels.reduce((key, label) => key * RELATIVE_LABELS + label, 0);
}

/** In how many ways each sequence of n + 1 labels is preceded by another label. */
function continuations(counts: SequenceCounts, n: number): ReadonlyMap<number, number> {
  const longer = counts[n + 1] ?? new Map<number, number>();
  const size = RELATIVE_LABELS ** (n + 1);
  const found = new Map<number, number>();
  for (const key of longer.keys()) found.set(key % size, (found.get(key % size) ?? 0) + 1);
  return found;
}

function discountOf(level: ReadonlyMap<number, number>): number {
  let [once, twice] = [0, 0];
  for (const count of level.values()) {
    if (count === 1) once += 1;
    if (count === 2) twice += 1;
  }
  // Pruned or tiny counts have no ones or twos to tell it by.
  return once === 0 || twice === 0 ? 0.75 : once / (once + 2 * twice);
}

function followers(level: ReadonlyMap<number, number>): ReadonlyMap<number, Followed> {
  const sums = new Map<number, Followed>();
  for (const [key, count] of level) {
    const context = Math.floor(key / RELATIVE_LABELS);
    const entry = sums.get(context) ?? { total: 0, kinds: 0 };
    entry.total += count;
    entry.kinds += 1;
    sums.set(context, entry);
  }
  return sums;
}
