import type { Note } from './melody.js';

/** A window of a melody as labels, one a step: 0 hold or rest, 1 note off, 2 + (pitch - minPitch) onset. */
export type Tokens = Uint8Array;

/** Label of "nothing new happens": the sounding note goes on, or the rest does. */
export const HOLD = 0;
/** Label of "the sounding note ends here". */
export const NOTE_OFF = 1;
/** Label of an onset of the lowest pitch. */
export const FIRST_PITCH = 2;

/** Which pitches a model knows; ours 0 to 127 (130 labels), Magenta's 21 to 108 (90 labels). */
export interface Vocabulary {
  readonly minPitch: number;
  readonly maxPitch: number;
}

/** The 130 labels of our own models: hold, note off, 128 pitches. */
export const FULL_VOCABULARY: Vocabulary = { minPitch: 0, maxPitch: 127 };
/** The 90 labels of Magenta's released melody models. */
export const MAGENTA_VOCABULARY: Vocabulary = { minPitch: 21, maxPitch: 108 };

/** Number of labels of a vocabulary. */
export function vocabularySize({ minPitch, maxPitch }: Vocabulary): number {
  return maxPitch - minPitch + 1 + FIRST_PITCH;
}

/** Moves a pitch by octaves into the vocabulary's range. */
export function foldPitch(pitch: number, { minPitch, maxPitch }: Vocabulary): number {
  let folded = pitch;
  while (folded < minPitch) folded += 12;
  while (folded > maxPitch) folded -= 12;
  return folded;
}

/**
 * Notes of a window to tokens.
 *
 * A note that began before the window is lost, as in training; one that runs over the end is cut there.
 * Of two notes that overlap the earlier ends where the later begins; of two at one onset the higher stays.
 * @param notes notes with starts counted from the window's first step
 * @param length window length T in steps
 * @returns labels `[T]`
 */
export function notesToTokens(notes: readonly Note[], length: number, vocabulary: Vocabulary): Tokens {
  const tokens = new Uint8Array(length);
  const inside = notes.filter((note) => note.start >= 0 && note.start < length);
  const ordered = inside.toSorted((a, b) => a.start - b.start || b.pitch - a.pitch);
  let previous: Note | undefined;
  for (const note of ordered) {
    if (previous?.start === note.start) continue;
    if (previous && previous.end < note.start) tokens[previous.end] = NOTE_OFF;
    tokens[note.start] = FIRST_PITCH + foldPitch(note.pitch, vocabulary) - vocabulary.minPitch;
    previous = note;
  }
  if (previous && previous.end < length) tokens[previous.end] = NOTE_OFF;
  return tokens;
}

/**
 * Tokens to notes. A note-off with nothing sounding is ignored; a note still sounding is held to the end.
 * @param tokens labels `[T]`
 */
export function tokensToNotes(tokens: Tokens, vocabulary: Vocabulary): Note[] {
  const notes: Note[] = [];
  let sounding: { pitch: number; start: number } | undefined;
  const endAt = (step: number): void => {
    if (sounding) notes.push({ ...sounding, end: step });
    sounding = undefined;
  };
  tokens.forEach((label, step) => {
    if (label === HOLD) return;
    endAt(step);
    if (label >= FIRST_PITCH) sounding = { pitch: label - FIRST_PITCH + vocabulary.minPitch, start: step };
  });
  endAt(tokens.length);
  return notes;
}
