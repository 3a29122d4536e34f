import type { Note } from './melody.js';
import { type Tokens, tokensToNotes, type Vocabulary } from './tokens.js';

/** What a knob turns, in the order in which knobs are shown and stored. */
export const ATTRIBUTES = ['density', 'register', 'leaps', 'syncopation', 'diatonic', 'noteLength'] as const;

export type Attribute = (typeof ATTRIBUTES)[number];

/**
 * Measures of one window. NaN where there is nothing to measure: all but the density need a note, and leaps need
 * two.
 *
 * Source: the attributes of Roberts et al. 2018 (MusicVAE), section 4.4, whose code was never published: `density`,
 * `leaps` and `syncopation` are theirs; `diatonic` is their "C diatonic" in the melody's own key, since in C it
 * would be a knob that transposes; `register` and `noteLength` are ours.
 */
export interface AttributeValues {
  /** Onsets a step, 0 to 1. */
  readonly density: number;
  /** Mean MIDI pitch, each note as long as it sounds. */
  readonly register: number;
  /** Mean size of the steps from note to note, in semitones. */
  readonly leaps: number;
  /** Share of the onsets that are syncopated, 0 to 1; see {@link isSyncopated}. */
  readonly syncopation: number;
  /** Share of the sounding time inside the best of the twelve diatonic scales, 7/12 to 1. */
  readonly diatonic: number;
  /** Mean length of the notes as they sound, in steps. */
  readonly noteLength: number;
}

/** Semitones of a major scale from its tonic; the natural minor scales are the same twelve sets. */
const MAJOR_SCALE = [0, 2, 4, 5, 7, 9, 11];

/**
 * Measures a window.
 * @param tokens labels `[T]`, step 0 on a beat
 */
export function attributesOf(tokens: Tokens, vocabulary: Vocabulary): AttributeValues {
  const notes = tokensToNotes(tokens, vocabulary);
  const sounding = sum(notes.map(({ start, end }) => end - start));
  return {
    density: notes.length / tokens.length,
    register: sum(notes.map(({ pitch, start, end }) => pitch * (end - start))) / sounding,
    leaps: meanInterval(notes),
    syncopation: syncopatedShare(notes),
    diatonic: diatonicShare(notes),
    noteLength: sounding / notes.length,
  };
}

function meanInterval(notes: readonly Note[]): number {
  const sizes = notes.slice(1).map(({ pitch }, index) => Math.abs(pitch - (notes[index]?.pitch ?? pitch)));
  return sum(sizes) / sizes.length;
}

function syncopatedShare(notes: readonly Note[]): number {
  const onsets = new Set(notes.map(({ start }) => start));
  return notes.filter(({ start }) => isSyncopated(start, onsets)).length / notes.length;
}

/**
 * Whether an onset stands on a weak sixteenth (an odd step) or a weak eighth (the third of a beat's four steps)
 * while nothing begins on the stronger position right before it: the eighth before a sixteenth, the beat before
 * an eighth.
 */
function isSyncopated(step: number, onsets: ReadonlySet<number>): boolean {
  if (step % 2 === 1) return !onsets.has(step - 1);
  return step % 4 === 2 && !onsets.has(step - 2);
}

function diatonicShare(notes: readonly Note[]): number {
  const sounded = new Array<number>(12).fill(0);
  for (const { pitch, start, end } of notes) sounded[pitch % 12] = (sounded[pitch % 12] ?? 0) + end - start;
  const within = (tonic: number): number =>
    sum(MAJOR_SCALE.map((degree) => sounded[(tonic + degree) % 12] ?? 0));
  return Math.max(...sounded.map((_, tonic) => within(tonic))) / sum(sounded);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
