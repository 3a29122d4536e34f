import type { Note } from './melody.js';

/** A key that was heard. */
export interface Key {
  /** Pitch class of the tonic, 0 (C) to 11 (B). */
  readonly tonic: number;
  readonly mode: 'major' | 'minor';
  /** In words with true accidentals: `E♭ major`. */
  readonly name: string;
  /** Key signature: -6 (six flats) to 6 (six sharps). */
  readonly fifths: number;
}

/**
 * How often each pitch class is heard in a key, from the tonic up.
 * Source: D. Temperley, "Music and Probability" (2007), from the Kostka-Payne corpus. Of the published profiles these
 * name the key of most built-in tunes; Krumhansl and Kessler's lean to the dominant and the mediant of plain tunes.
 */
const PROFILES = {
  major: [0.748, 0.06, 0.488, 0.082, 0.67, 0.46, 0.096, 0.715, 0.104, 0.366, 0.057, 0.4],
  minor: [0.712, 0.084, 0.474, 0.618, 0.049, 0.46, 0.105, 0.747, 0.404, 0.067, 0.133, 0.33],
} as const;

/** Fewest notes and pitch classes from which a key can be told. */
const FEWEST_NOTES = 4;
const FEWEST_PITCH_CLASSES = 3;

/** Letters along the line of fifths; each step up is a sharp more. */
const LINE_OF_FIFTHS = 'FCGDAEB';

/** Steps sounded by each pitch class, C first. */
function durations(notes: readonly Note[]): number[] {
  const sums = new Array<number>(12).fill(0);
  for (const { pitch, start, end } of notes) sums[pitch % 12] = (sums[pitch % 12] ?? 0) + end - start;
  return sums;
}

/** Pearson's correlation of two rows of the same length. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (row: readonly number[]): number => row.reduce((sum, value) => sum + value, 0) / row.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [cross, squareA, squareB] = [0, 0, 0];
  for (const [index, value] of a.entries()) {
    const [x, y] = [value - meanA, (b[index] ?? 0) - meanB];
    cross += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return cross / Math.sqrt(squareA * squareB);
}

/** Key signature of a tonic, as the side of the circle with fewer signs; six flats rather than six sharps. */
function signature(tonic: number, mode: Key['mode']): number {
  const sharps = ((tonic + (mode === 'minor' ? 3 : 0)) * 7) % 12;
  return sharps >= 6 ? sharps - 12 : sharps;
}

/** Letter and accidental at a place on the line of fifths, C at 0. */
function spell(place: number): string {
  const alteration = Math.floor((place + 1) / 7);
  const letter = LINE_OF_FIFTHS[(((place + 1) % 7) + 7) % 7] ?? '';
  return letter + (alteration < 0 ? '♭' : '♯').repeat(Math.abs(alteration));
}

/**
 * The key of some notes: the profile that correlates best with how long each pitch class sounds
 * (Krumhansl-Schmuckler).
 * @returns null for fewer than four notes or three pitch classes, and where all sound alike
 */
export function findKey(notes: readonly Note[]): Key | null {
  const sounded = durations(notes);
  if (notes.length < FEWEST_NOTES || sounded.filter((sum) => sum > 0).length < FEWEST_PITCH_CLASSES)
    return null;
  let best: { tonic: number; mode: Key['mode']; fit: number } | null = null;
  for (const mode of ['major', 'minor'] as const) {
    for (let tonic = 0; tonic < 12; tonic += 1) {
      const fit = correlation([...sounded.slice(tonic), ...sounded.slice(0, tonic)], PROFILES[mode]);
      if (fit > (best?.fit ?? 0)) best = { tonic, mode, fit };
    }
  }
  if (!best) return null;
  const { tonic, mode } = best;
  const fifths = signature(tonic, mode);
  return { tonic, mode, fifths, name: `${spell(fifths + (mode === 'minor' ? 3 : 0))} ${mode}` };
}

/**
 * Name of a pitch with its octave, spelled as the key asks: pitch 68 is `A♭4` in A♭ major and `G♯4` in A minor.
 * @param pitch MIDI pitch; 60 is C4
 * @param key null spells as in C major, with the commoner of two names
 */
export function pitchName(pitch: number, key: Pick<Key, 'fifths'> | null): string {
  const lowest = (key?.fifths ?? 0) - 3;
  const place = lowest + ((((pitch * 7 - lowest) % 12) + 12) % 12);
  const alteration = Math.floor((place + 1) / 7);
  return `${spell(place)}${Math.floor((pitch - alteration) / 12) - 1}`;
}
