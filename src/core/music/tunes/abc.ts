import type { Melody, Note } from '../melody.js';
import type { Tune } from './tune.js';

/** Pitches of the letters in octave 4 and above: C is middle C, c the octave over it. */
const LETTERS: Readonly<Record<string, number>> = { C: 60, D: 62, E: 64, F: 65, G: 67, A: 69, B: 71 };
const ORDER_OF_SHARPS = 'FCGDAEB';
/** Fifths from a major key to the other modes on the same tonic. */
const MODES: Readonly<Record<string, number>> = { '': 0, m: -3, dor: -2, mix: -1 };

/** One note, rest, tie or bar line: accidental, letter, octave marks, length; then the mark of broken rhythm. */
const SYMBOL = /([=_^]?)([A-Ga-gz])([,']*)(\d*)(\/?)(\d*)([<>]?)(-?)|\|/g;

/** A note or rest (`pitch` null) before lengths are added up. */
interface Written {
  pitch: number | null;
  steps: number;
  tied: boolean;
}

/** Semitones that the key adds to each letter. */
function keyAccidentals(key: string): Map<string, number> {
  const [, letter = 'C', sign = '', mode = ''] = /^([A-G])([#b]?)(m|dor|mix|)$/.exec(key) ?? [];
  const shift = sign === '#' ? 7 : sign === 'b' ? -7 : 0;
  const fifths = ORDER_OF_SHARPS.indexOf(letter) - 1 + shift + (MODES[mode] ?? 0);
  const order = [...ORDER_OF_SHARPS];
  const altered = fifths >= 0 ? order.slice(0, fifths) : order.slice(fifths);
  return new Map(altered.map((name) => [name, Math.sign(fifths)]));
}

/** Pitch of a letter; an accidental holds to the end of the bar, as on paper. */
function pitchOf(
  match: readonly string[],
  key: ReadonlyMap<string, number>,
  bar: Map<string, number>,
): number {
  const [, accidental = '', letter = '', marks = ''] = match;
  const upper = letter.toUpperCase();
  const place = letter + marks;
  if (accidental) bar.set(place, accidental === '^' ? 1 : accidental === '_' ? -1 : 0);
  const octaves = (letter === upper ? 0 : 1) + marks.split("'").length - marks.split(',').length;
  return (LETTERS[upper] ?? 60) + 12 * octaves + (bar.get(place) ?? key.get(upper) ?? 0);
}

/** Length in steps: `3/2` times the unit, `/` halves it. */
function stepsOf(match: readonly string[], unitSteps: number): number {
  const [, , , , above = '', slash = '', below = ''] = match;
  return (unitSteps * Number(above || 1)) / (slash ? Number(below || 2) : 1);
}

/** Bars of notes and rests. */
function readBars({ abc, key, unit }: Tune): Written[][] {
  const signature = keyAccidentals(key);
  const bars: Written[][] = [[]];
  let accidentals = new Map<string, number>();
  let broken = 1;
  for (const match of abc.matchAll(SYMBOL)) {
    if (match[0] === '|') {
      bars.push([]);
      accidentals = new Map();
      continue;
    }
    const pitch = match[2] === 'z' ? null : pitchOf(match, signature, accidentals);
    const mark = match[7] ?? '';
    // `A>B` gives half of B to A, `A<B` half of A to B.
    const own = mark === '>' ? 1.5 : mark === '<' ? 0.5 : 1;
    bars.at(-1)?.push({ pitch, steps: stepsOf(match, 16 / unit) * own * broken, tied: match[8] === '-' });
    broken = 2 - own;
  }
  return bars.filter((bar) => bar.length > 0);
}

/** Steps in each written bar, for checking that they add up. */
export function barLengths(tune: Tune): number[] {
  return readBars(tune).map((bar) => bar.reduce((sum, { steps }) => sum + steps, 0));
}

/** Steps of a full bar. */
export function stepsPerBarOf({ metre }: Tune): number {
  const [beats = 4, unit = 4] = metre.split('/').map(Number);
  return (16 * beats) / unit;
}

/**
 * A tune in ABC notation (a part of the ABC standard 2.1: notes, rests, lengths, accidentals, ties, broken rhythm) as
 * a melody. A first bar that is not full is a pickup.
 */
export function readTune(tune: Tune): Melody {
  const stepsPerBar = stepsPerBarOf(tune);
  const first = barLengths(tune)[0] ?? 0;
  const notes: Note[] = [];
  let at = first < stepsPerBar ? -first : 0;
  let tied = false;
  for (const { pitch, steps, tied: ties } of readBars(tune).flat()) {
    const last = notes.at(-1);
    if (tied && last) notes[notes.length - 1] = { ...last, end: at + steps };
    else if (pitch !== null) notes.push({ pitch, start: at, end: at + steps });
    tied = ties;
    at += steps;
  }
  const length = Math.ceil(at / stepsPerBar) * stepsPerBar;
  return { title: tune.title, notes, length, stepsPerBar, qpm: tune.qpm };
}
