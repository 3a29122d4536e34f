import { type BarGrid, findBars, firstDownbeat } from './bar-grid.js';
import { type Melody, type Note, STEPS_PER_QUARTER } from './melody.js';
import type { MidiSong, PartNote, SegueGrid } from './midi-song.js';
import { tempoOf } from './tempo-of.js';
import { timingNotice } from './timing-notice.js';

/** A melody on the grid, without its title, and what was changed to get it there. */
export interface Quantised {
  readonly melody: Omit<Melody, 'title'>;
  readonly notices: readonly string[];
}

/** Ticks to steps; at one step the higher note stays, every note lasts a step, none overlaps the next. */
function toSteps(notes: readonly PartNote[], ticksPerQuarter: number): Note[] {
  const step = (tick: number): number => Math.round((tick * STEPS_PER_QUARTER) / ticksPerQuarter);
  const snapped = notes.map(({ pitch, start, end }) => ({
    pitch,
    start: step(start),
    end: Math.max(step(end), step(start) + 1),
  }));
  const line: Note[] = [];
  for (const note of snapped.toSorted((a, b) => a.start - b.start || b.pitch - a.pitch)) {
    const last = line.at(-1);
    if (last?.start === note.start) continue;
    if (last && last.end > note.start) line[line.length - 1] = { ...last, end: note.start };
    line.push(note);
  }
  return line;
}

/** Our own mark, if the notes still lie within what it says. */
function trustedMark(grid: SegueGrid | null, notes: readonly Note[]): SegueGrid | null {
  if (!grid) return null;
  const { downbeat, length, stepsPerBar } = grid;
  const inside = notes.every(({ start, end }) => start >= downbeat - stepsPerBar && end <= downbeat + length);
  return inside ? grid : null;
}

/** Where bars lie by the file's metre, from the first bar with notes to the last. */
function gridOf(bars: BarGrid, notes: readonly Note[]): SegueGrid {
  const [first, last] = [notes[0]?.start ?? 0, notes.at(-1) ?? { start: 0, end: 1 }];
  const downbeat = firstDownbeat(bars, first, last.start);
  const length = Math.ceil((last.end - downbeat) / bars.stepsPerBar) * bars.stepsPerBar;
  return { downbeat, length, stepsPerBar: bars.stepsPerBar };
}

/**
 * Puts a line of notes on the sixteenth grid with its downbeats.
 *
 * The grid counts beats, so changes of tempo do not move notes. Step 0 is the first downbeat; notes before it are
 * the pickup. Our own files carry their grid with them.
 * @param notes at least one, sorted by start, in the song's ticks
 */
export function quantise(notes: readonly PartNote[], song: MidiSong): Quantised {
  const line = toSteps(notes, song.ticksPerQuarter);
  const from = notes[0]?.start ?? 0;
  const to = notes.reduce((last, note) => Math.max(last, note.end), from + 1);
  const bars = findBars(song, from, to);
  const mark = trustedMark(song.grid, line);
  const { downbeat, length, stepsPerBar } = mark ?? gridOf(bars, line);
  const tempo = tempoOf(song, from, to);
  const moved = line.map(({ pitch, start, end }) => ({
    pitch,
    start: start - downbeat,
    end: end - downbeat,
  }));
  const said = [timingNotice(notes, song.ticksPerQuarter), mark ? null : bars.notice, tempo.notice];
  return {
    melody: { notes: moved, length, stepsPerBar, qpm: tempo.qpm },
    notices: said.filter((notice) => notice !== null),
  };
}
