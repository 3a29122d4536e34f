import { hammingDistance } from '../core/model/similarity.js';
import { STEPS_PER_BAR } from '../core/music/melody.js';
import { FIRST_PITCH, type Tokens } from '../core/music/tokens.js';
import { mean } from './path-measures.js';

/** What tunes drawn from the prior at one temperature are like. */
export interface SampleFigures {
  readonly temperature: number;
  readonly samples: number;
  /** Share that is no tune at all (S8); see {@link isDegenerate}. */
  readonly degenerate: number;
  /** Share of different tunes (S7). */
  readonly distinct: number;
  /** Mean share of steps at which two of them differ (S7), each against the next. */
  readonly pairwiseDistance: number;
  /** Share that lies within a tenth of a training window (S6); null where the training tunes are not known. */
  readonly memorised: number | null;
  /** Mean overlapping area with held-out windows (S4); null where it was not measured. */
  readonly overlappingArea: number | null;
  /** The same of real windows, none of them in that set: as near as can be expected. */
  readonly overlappingAreaCeiling: number | null;
}

const STRETCH_BARS = 4;
const FEWEST_ONSETS = 2;
const COMMONEST_PITCH = 0.8;

/**
 * Counts what needs the samples alone.
 * @param tokens windows `[N][T]`, at least two
 */
export function measureSamples(tokens: readonly Tokens[], temperature: number): SampleFigures {
  if (tokens.length < 2)
    throw new RangeError('samples are compared with one another: at least two are needed');
  return {
    temperature,
    samples: tokens.length,
    degenerate: tokens.filter(isDegenerate).length / tokens.length,
    distinct: new Set(tokens.map((window) => window.join(' '))).size / tokens.length,
    pairwiseDistance: mean(
      tokens.slice(1).map((window, row) => hammingDistance(window, tokens[row] ?? window)),
    ),
    memorised: null,
    overlappingArea: null,
    overlappingAreaCeiling: null,
  };
}

/** Whether some four bars (the whole window, if shorter) have fewer than two onsets, or one pitch has over 80 % of all. */
export function isDegenerate(window: Tokens): boolean {
  const stretch = Math.min(STRETCH_BARS * STEPS_PER_BAR, window.length);
  const counts = new Map<number, number>();
  for (let from = 0; from < window.length; from += stretch) {
    const onsets = window.subarray(from, from + stretch).filter((label) => label >= FIRST_PITCH);
    if (onsets.length < FEWEST_ONSETS) return true;
    for (const label of onsets) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const all = [...counts.values()];
  return Math.max(...all) / all.reduce((sum, count) => sum + count, 0) > COMMONEST_PITCH;
}
