import type { Tokens } from '../music/tokens.js';
import { interpolateLatents, type Latent } from './latent.js';
import type { MusicVae } from './music-vae.js';
import { checkAmount, checkCount, checkSeed } from './music-vae-limits.js';
import { normals, streamFor } from './random.js';
import { hammingDistance } from './similarity.js';

export interface VaryOptions {
  /** How far to go, 0 (the window as the model plays it back) to 1 (an unrelated draw), in measured distance. */
  readonly amount: number;
  /** Variations, 1 to 16. */
  readonly count: number;
  readonly seed?: number;
  readonly temperature?: number;
}

export interface Variation {
  readonly tokens: Tokens;
  /** Hamming distance to the played-back original, as a share of that of the unrelated draw; about 0 to 1. */
  readonly distance: number;
  readonly z: Latent;
}

/** Places on the dial that are decoded and measured; enough that neighbours differ by a few steps at most. */
const DIAL_PLACES = 16;

/**
 * Variations at a measured distance.
 *
 * The way from mu towards a fresh draw from the prior is decoded at evenly spaced places, each is measured against
 * the decoded original, and the place whose distance comes nearest to the wanted one is taken. An even step in
 * the latent is no even step in the music, so the place itself would be a poor dial. Every place on one way
 * shares one noise stream: what differs between them is the latent alone.
 * @throws UserError `bad-option` for an option out of range
 */
export async function varyTokens(
  model: Pick<MusicVae, 'encode' | 'decode' | 'latentSize'>,
  tokens: Tokens,
  { amount, count, seed = 0, temperature = 0 }: VaryOptions,
): Promise<Variation[]> {
  checkAmount(amount);
  checkCount('count', count, 1, 16);
  checkSeed(seed);
  const { mu } = await model.encode([tokens]);
  const [origin] = mu;
  if (!origin) throw new Error('the encoder gave no latent for one window');
  const variations: Variation[] = [];
  for (let item = 0; item < count; item++) {
    const target = normals(streamFor(seed, item, 'direction'), model.latentSize);
    const way = interpolateLatents(origin, target, DIAL_PLACES, 'slerp');
    const decoded = await model.decode(way, { seed, temperature, items: way.map(() => item) });
    variations.push(nearest(measure(way, decoded), amount));
  }
  return variations;
}

/** Distances from the first window, as shares of that of the last. */
function measure(way: readonly Latent[], decoded: readonly Tokens[]): Variation[] {
  const [original] = decoded;
  const unrelated = decoded.at(-1);
  if (!original || !unrelated) return [];
  const full = hammingDistance(original, unrelated);
  return decoded.map((tokens, place) => ({
    tokens,
    // Where the draw happens to decode to the original, no place is any distance away.
    distance: full === 0 ? 0 : hammingDistance(original, tokens) / full,
    z: way[place] ?? new Float32Array(),
  }));
}

/** The place nearest to the amount; the ends are the ends. */
function nearest(places: readonly Variation[], amount: number): Variation {
  const [first, ...rest] = places;
  const last = rest.at(-1);
  if (!first || !last) throw new Error('a dial has at least two places');
  if (amount === 0) return first;
  if (amount === 1) return last;
  return rest.reduce((best, place) => (gap(place, amount) < gap(best, amount) ? place : best), first);
}

function gap({ distance }: Variation, amount: number): number {
  return Math.abs(distance - amount);
}
