import { type InterpolationMethod, interpolateLatents, type Latent } from '../core/model/latent.js';
import { openUniform, streamFor } from '../core/model/random.js';
import { crossfadeBars, mixSteps } from '../core/music/mixing.js';
import type { Tokens } from '../core/music/tokens.js';
import { shuffledIndices } from './draws.js';
import { type EvaluatedModel, inChunks, type OnDone } from './evaluated-model.js';
import { type CostOf, measurePath, type PathFigures } from './path-measures.js';
import { type PathSummary, summarisePaths } from './path-summary.js';
import type { WindowSet } from './windows.js';

/** Moves n of every way; it has n + 1 points. */
export const MOVES = 10;

/** Two windows of different tune families. */
export interface Pair {
  readonly a: Tokens;
  readonly b: Tokens;
  /** Tune family of a. */
  readonly family: string;
}

export interface Interpolation extends PathSummary {
  readonly method: InterpolationMethod;
}

/** The ways that need no model. */
export interface PathBaselines {
  readonly mixing: PathSummary;
  readonly crossfade: PathSummary;
}

/**
 * Random pairs of windows from different families, each window in one pair at most.
 * @returns fewer than asked for where the windows or families do not suffice
 */
export function drawPairs({ tokens, families }: WindowSet, count: number, seed: number): Pair[] {
  const left = shuffledIndices(streamFor(seed, 0, 'choice'), tokens.length);
  const pairs: Pair[] = [];
  while (pairs.length < count) {
    const first = left.pop();
    if (first === undefined) break;
    const place = left.findLastIndex((index) => families[index] !== families[first]);
    if (place < 0) break;
    const [second] = left.splice(place, 1);
    const [a, b] = [tokens[first], tokens[second ?? first]];
    if (a && b) pairs.push({ a, b, family: families[first] ?? '' });
  }
  return pairs;
}

/** Decodes the ways between the means of every pair, greedily, and measures them. */
export async function measureInterpolation(
  model: EvaluatedModel,
  pairs: readonly Pair[],
  options: {
    readonly method: InterpolationMethod;
    readonly costOf: CostOf | null;
    readonly seed: number;
    readonly onDone?: OnDone | undefined;
  },
): Promise<Interpolation> {
  const { method, costOf, seed, onDone = () => undefined } = options;
  const figures = await inChunks(pairs, onDone, async (chunk) => {
    const { mu } = await model.encode(chunk.flatMap(({ a, b }) => [a, b]));
    const ways = chunk.map((_, row) => between(mu[2 * row], mu[2 * row + 1], method));
    const points = await model.decode(ways.flat());
    return chunk.map((pair, row) =>
      measurePath(points.slice(row * (MOVES + 1), (row + 1) * (MOVES + 1)), pair, costOf),
    );
  });
  return { method, ...summarise(figures, pairs, seed) };
}

/** Measures the ways of {@link mixSteps} and {@link crossfadeBars} between the pairs themselves. */
export function measurePathBaselines(
  pairs: readonly Pair[],
  { costOf, seed }: { readonly costOf: CostOf | null; readonly seed: number },
): PathBaselines {
  const along = (pointAt: (pair: Pair, share: number, row: number) => Tokens) =>
    pairs.map((pair, row) =>
      measurePath(
        points((share) => pointAt(pair, share, row)),
        pair,
        costOf,
      ),
    );
  const coins = pairs.map((pair, row) => {
    const next = streamFor(seed, row, 'coins');
    return Float32Array.from(pair.a, () => openUniform(next));
  });
  const mixed = along(({ a, b }, share, row) => (share === 1 ? b : mixSteps(a, b, share, coins[row] ?? [])));
  const faded = along(({ a, b }, share) => crossfadeBars(a, b, share));
  return { mixing: summarise(mixed, pairs, seed), crossfade: summarise(faded, pairs, seed) };
}

function points(pointAt: (share: number) => Tokens): Tokens[] {
  return Array.from({ length: MOVES + 1 }, (_, k) => pointAt(k / MOVES));
}

function between(a: Latent | undefined, b: Latent | undefined, method: InterpolationMethod): Latent[] {
  if (!a || !b) throw new Error('the encoder gave fewer latents than windows');
  return interpolateLatents(a, b, MOVES + 1, method);
}

function summarise(
  figures: readonly (PathFigures | null)[],
  pairs: readonly Pair[],
  seed: number,
): PathSummary {
  return summarisePaths(
    figures,
    pairs.map(({ family }) => family),
    seed,
  );
}
