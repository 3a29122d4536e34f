import { STEPS_PER_BAR } from '../core/music/melody.js';
import { type Tokens, tokensToNotes, type Vocabulary } from '../core/music/tokens.js';
import { average, deviation } from './rank.js';

/** Points at which two densities are compared. */
const GRID = 1000;
/** Kernels are cut off this many widths away. */
const REACH = 4;
/** Tunes of a set that are compared; the distances grow with the square. */
const MOST = 300;

/** What a set of tunes is compared by, after Yang & Lerch 2018; vectors are compared by Euclidean distance. */
const FEATURES: Readonly<Record<string, (tune: Described) => readonly number[]>> = {
  pitchCount: ({ pitches }) => [new Set(pitches).size],
  pitchClasses: ({ pitches }) =>
    shares(
      pitches.map((pitch) => pitch % 12),
      12,
    ),
  range: ({ pitches }) => [Math.max(...pitches) - Math.min(...pitches)],
  meanInterval: ({ pitches }) => [
    average(pitches.slice(1).map((pitch, place) => Math.abs(pitch - (pitches[place] ?? pitch)))),
  ],
  noteCount: ({ pitches }) => [pitches.length],
  interOnset: ({ starts }) => [average(starts.slice(1).map((start, place) => start - (starts[place] ?? 0)))],
  noteLengths: ({ lengths }) =>
    shares(
      lengths.map((length) => Math.min(length, STEPS_PER_BAR) - 1),
      STEPS_PER_BAR,
    ),
};

interface Described {
  readonly pitches: readonly number[];
  readonly starts: readonly number[];
  readonly lengths: readonly number[];
}

/**
 * Overlapping area of two sets of tunes, 0 to 1 (S4): for every feature, the area under both the density of the
 * distances within the reference and that of the distances between the sets; the mean over the features. Tunes of
 * fewer than two notes are left out.
 *
 * Source: Yang & Lerch 2018, "On the evaluation of generative models in music", with Gaussian kernels of Scott's
 * width. Both densities are taken at the same 1,000 points; the published toolbox takes each at its own. Their
 * transition matrices are left out.
 */
export function overlappingArea(
  tunes: readonly Tokens[],
  reference: readonly Tokens[],
  vocabulary: Vocabulary,
): number {
  const [own, other] = [described(tunes, vocabulary), described(reference, vocabulary)];
  if (own.length < 2 || other.length < 2) return 0;
  return average(
    Object.values(FEATURES).map((feature) => {
      const [a, b] = [own.map(feature), other.map(feature)];
      const within = b.flatMap((x, place) => b.slice(place + 1).map((y) => distance(x, y)));
      return commonArea(
        within,
        a.flatMap((x) => b.map((y) => distance(x, y))),
      );
    }),
  );
}

/** Area under both densities of two samples, 0 to 1. */
export function commonArea(x: readonly number[], y: readonly number[]): number {
  const low = Math.min(least(x), least(y));
  const high = Math.max(most(x), most(y));
  if (high === low) return 1;
  // Kernels reach over the outermost samples; with less room their mass would be lost.
  const margin = REACH * Math.max(kernelWidth(x), kernelWidth(y));
  const step = (high - low + 2 * margin) / (GRID - 1);
  const at = (place: number): number => low - margin + place * step;
  const [fx, fy] = [densityOf(x, at), densityOf(y, at)];
  let area = 0;
  for (let place = 0; place < GRID; place++) area += Math.min(fx[place] ?? 0, fy[place] ?? 0);
  return area * step;
}

/** The kernel density at the points of the grid; samples are first gathered at their nearest point. */
function densityOf(values: readonly number[], at: (place: number) => number): Float64Array {
  const [start, step] = [at(0), at(1) - at(0)];
  const gathered = new Float64Array(GRID);
  for (const value of values) {
    const place = Math.min(GRID - 1, Math.max(0, Math.round((value - start) / step)));
    gathered[place] = (gathered[place] ?? 0) + 1 / values.length;
  }
  const width = Math.max(kernelWidth(values), step);
  const reach = Math.ceil((REACH * width) / step);
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, place) =>
    Math.exp(-0.5 * (((place - reach) * step) / width) ** 2),
  );
  const total = kernel.reduce((sum, value) => sum + value, 0) * step;
  const density = new Float64Array(GRID);
  gathered.forEach((share, place) => {
    if (share === 0) return;
    for (let offset = -reach; offset <= reach; offset++) {
      const target = place + offset;
      if (target >= 0 && target < GRID)
        density[target] = (density[target] ?? 0) + (share * (kernel[offset + reach] ?? 0)) / total;
    }
  });
  return density;
}

/** Scott's rule in one dimension. */
function kernelWidth(values: readonly number[]): number {
  return deviation(values) * values.length ** -0.2;
}

function described(tunes: readonly Tokens[], vocabulary: Vocabulary): Described[] {
  return tunes
    .slice(0, MOST)
    .map((tune) => tokensToNotes(tune, vocabulary))
    .filter((notes) => notes.length >= 2)
    .map((notes) => ({
      pitches: notes.map(({ pitch }) => pitch),
      starts: notes.map(({ start }) => start),
      lengths: notes.map(({ start, end }) => end - start),
    }));
}

function shares(values: readonly number[], kinds: number): number[] {
  const counts = new Array<number>(kinds).fill(0);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1 / values.length;
  return counts;
}

function distance(x: readonly number[], y: readonly number[]): number {
  return Math.sqrt(x.reduce((sum, value, place) => sum + (value - (y[place] ?? 0)) ** 2, 0));
}

function least(values: readonly number[]): number {
  return values.reduce((best, value) => Math.min(best, value), Number.POSITIVE_INFINITY);
}

function most(values: readonly number[]): number {
  return values.reduce((best, value) => Math.max(best, value), Number.NEGATIVE_INFINITY);
}
