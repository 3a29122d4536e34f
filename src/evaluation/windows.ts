import { streamFor } from '../core/model/random.js';
import { STEPS_PER_BAR } from '../core/music/melody.js';
import { FIRST_PITCH, HOLD, notesToTokens, type Tokens, type Vocabulary } from '../core/music/tokens.js';
import type { CorpusMelody } from './corpus.js';
import { shuffledIndices } from './draws.js';

/** Windows row by row. */
export interface WindowSet {
  /** Labels `[N][T]`, no two rows equal. */
  readonly tokens: readonly Tokens[];
  /** Tune family of every row. */
  readonly families: readonly string[];
}

/** Which windows a model reads. */
export interface WindowShape {
  /** T, whole bars. */
  readonly steps: number;
  readonly vocabulary: Vocabulary;
}

/** Windows with more steps than this between two onsets, or at an edge, teach only to hold. */
const LONGEST_SILENCE = 24;
const FEWEST_ONSETS = 3;
const STEPS_AN_ONSET = 11;
const FEWEST_PITCHES = 3;

/**
 * The distinct windows worth measuring, from every bar of every melody; of equal ones the first keeps its family.
 * The same choice as in training, so that figures compare.
 */
export async function collectWindows(
  melodies: AsyncIterable<CorpusMelody> | Iterable<CorpusMelody>,
  shape: WindowShape,
): Promise<WindowSet> {
  const found = new Map<string, { readonly window: Tokens; readonly family: string }>();
  for await (const melody of melodies) {
    for (const window of windowsOf(melody, shape)) {
      if (!isWorthMeasuring(window)) continue;
      const key = Buffer.from(window).toString('latin1');
      if (!found.has(key)) found.set(key, { window, family: melody.family });
    }
  }
  const rows = [...found.values()];
  return { tokens: rows.map(({ window }) => window), families: rows.map(({ family }) => family) };
}

/** Every window of a melody that begins on a bar line of 16 steps. */
export function windowsOf(
  { notes }: Pick<CorpusMelody, 'notes'>,
  { steps, vocabulary }: WindowShape,
): Tokens[] {
  const last = Math.max(0, ...notes.map(({ end }) => end));
  const length = Math.ceil(last / STEPS_PER_BAR) * STEPS_PER_BAR;
  const tokens = notesToTokens(notes, length, vocabulary);
  const windows: Tokens[] = [];
  for (let from = 0; from + steps <= length; from += STEPS_PER_BAR) {
    windows.push(forgetCrossingNote(tokens.slice(from, from + steps)));
  }
  return windows;
}

/** A seeded draw of windows without replacement; all of them where there are no more. */
export function drawWindows(windows: WindowSet, count: number, seed: number): WindowSet {
  if (count >= windows.tokens.length) return windows;
  const rows = shuffledIndices(streamFor(seed, 1, 'choice'), windows.tokens.length).slice(0, count);
  return {
    tokens: rows.map((row) => windows.tokens[row] ?? new Uint8Array()),
    families: rows.map((row) => windows.families[row] ?? ''),
  };
}

/** A few onsets, three pitches, and no long silence. */
export function isWorthMeasuring(window: Tokens): boolean {
  const onsets = [...window.keys()].filter((step) => (window[step] ?? 0) >= FIRST_PITCH);
  if (onsets.length < Math.max(FEWEST_ONSETS, Math.floor(window.length / STEPS_AN_ONSET))) return false;
  if (new Set(onsets.map((step) => window[step])).size < FEWEST_PITCHES) return false;
  const edges = [0, ...onsets, window.length];
  return edges.slice(1).every((edge, place) => edge - (edges[place] ?? 0) <= LONGEST_SILENCE);
}

/** A note that began before the window is lost, so an end before the first onset means nothing. */
function forgetCrossingNote(window: Tokens): Tokens {
  const first = window.findIndex((label) => label >= FIRST_PITCH);
  return window.fill(HOLD, 0, first < 0 ? window.length : first);
}
