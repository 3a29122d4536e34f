import { UserError } from '../errors.js';
import { instrumentName } from './instruments.js';
import type { MidiPart, MidiSong, PartNote } from './midi-song.js';
import { partScore } from './part-score.js';

/** A part of a file and how much it looks like the melody. */
export interface RankedPart {
  /** Number in the file, from 1, as `part` takes it. */
  readonly number: number;
  readonly name: string;
  /** Name of the General MIDI instrument, or `drums`. */
  readonly instrument: string;
  readonly program: number;
  /** 1 to 16. */
  readonly channel: number;
  readonly noteCount: number;
  readonly isDrums: boolean;
  /** Higher is likelier; below 0 for drums. */
  readonly score: number;
}

/** The part that was taken, its top line, and what else there was. */
export interface ChosenMelody {
  /** One note at a time, times in ticks; ends may still overlap the next start. */
  readonly notes: readonly PartNote[];
  readonly chosen: RankedPart;
  readonly others: readonly RankedPart[];
}

/** All parts, the likeliest melody first; equal ones in the order of the file. */
export function rankParts(song: MidiSong): RankedPart[] {
  const span = Math.max(...song.tracks.map((part) => lastEnd(part.notes)));
  const ranked = song.tracks.map((part) => ({
    number: part.index,
    name: part.name,
    instrument: part.isDrums ? 'drums' : instrumentName(part.program),
    program: part.program,
    channel: part.channel,
    noteCount: part.notes.length,
    isDrums: part.isDrums,
    score: partScore(part, span),
  }));
  return ranked.toSorted((a, b) => b.score - a.score || a.number - b.number);
}

function lastEnd(notes: readonly PartNote[]): number {
  return notes.reduce((last, note) => Math.max(last, note.end), 0);
}

/** A part in words: `2 'PIANO'`. */
export function partLabel({ number, name }: RankedPart): string {
  return name ? `${number} '${name}'` : `${number}`;
}

/** At most eight parts in words. */
export function listParts(parts: readonly RankedPart[]): string {
  const shown = parts.slice(0, 8).map(partLabel).join(', ');
  return parts.length > 8 ? `${shown} and ${parts.length - 8} more` : shown;
}

/** The part that a person names by number, by name, by part of a name or by instrument. */
function findPart(ranked: readonly RankedPart[], wanted: number | string): RankedPart {
  const word = String(wanted).trim().toLowerCase();
  const tests: readonly ((part: RankedPart) => boolean)[] = [
    (part) => String(part.number) === word,
    (part) => part.name.toLowerCase() === word,
    (part) => word !== '' && part.name.toLowerCase().includes(word),
    (part) => word !== '' && part.instrument.includes(word),
  ];
  for (const test of tests) {
    const found = ranked.find(test);
    if (found) return found;
  }
  const inOrder = ranked.toSorted((a, b) => a.number - b.number);
  throw new UserError('bad-option', `There is no such part in the file; it has ${listParts(inOrder)}.`);
}

/**
 * Takes the melody out of a file: the named part or else the likeliest, and of chords the top note.
 * @throws UserError `bad-option` where the part is not there, `no-melody` for drums only or a single note
 */
export function chooseMelody(
  song: MidiSong,
  options: { readonly part?: number | string } = {},
): ChosenMelody {
  const ranked = rankParts(song);
  if (ranked.every((part) => part.isDrums)) {
    throw new UserError('no-melody', 'That file has only drums in it: upload one with a melody track.');
  }
  const chosen = options.part === undefined ? ranked[0] : findPart(ranked, options.part);
  const part = song.tracks.find((one) => one.index === chosen?.number);
  if (!chosen || !part) throw new UserError('no-melody', 'There are no notes in that MIDI file.');
  if (part.isDrums) {
    throw new UserError('no-melody', `Part ${partLabel(chosen)} is drums: choose one with a melody.`);
  }
  const notes = skyline(part, song.ticksPerQuarter);
  if (notes.length < 2) {
    throw new UserError('no-melody', 'There is only one note in that melody: upload one with at least two.');
  }
  return { notes, chosen, others: ranked.filter((other) => other !== chosen) };
}

/**
 * The top line of a part. Notes struck together (within half a sixteenth) give their highest; a note that lies under
 * a higher one for more than half its length is accompaniment, not melody.
 */
function skyline(part: MidiPart, ticksPerQuarter: number): PartNote[] {
  const together = ticksPerQuarter / 8;
  const tops: PartNote[] = [];
  for (const note of part.notes) {
    const last = tops.at(-1);
    if (!last || note.start - last.start >= together) tops.push(note);
    else if (note.pitch > last.pitch) tops[tops.length - 1] = { ...note, start: last.start };
  }
  const line: PartNote[] = [];
  let above: PartNote | undefined;
  for (const note of tops) {
    const covered = above && above.pitch > note.pitch ? Math.min(above.end, note.end) - note.start : 0;
    if (covered * 2 > note.end - note.start) continue;
    line.push(note);
    above = note;
  }
  return line;
}
