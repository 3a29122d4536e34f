import { UserError } from '../errors.js';
import { type Melody, type Note, STEPS_PER_BAR } from './melody.js';
import { rebar } from './metre.js';

/** What a model is given of a melody. */
export interface MelodyWindow {
  /** Starts counted from the window's first step. */
  readonly notes: readonly Note[];
  /** Whole bars of 16 steps. */
  readonly length: number;
  readonly notices: readonly string[];
}

export interface WindowOptions {
  /** Length of the window in bars of 4/4. */
  readonly bars: number;
  /** First bar, counted from 1. */
  readonly fromBar?: number;
}

/** Onsets that make a window worth taking. */
const ENOUGH_ONSETS = 3;

/** The notes that begin in `[from, from + length)`, cut at its end; a note begun before is lost, as in training. */
function cut(notes: readonly Note[], from: number, length: number): Note[] {
  return notes
    .filter(({ start }) => start >= from && start < from + length)
    .map(({ pitch, start, end }) => ({ pitch, start: start - from, end: Math.min(end - from, length) }));
}

/** Bars, counted from 0, at which a window can begin without running over the end. */
function firstMusic(melody: Melody, length: number): number {
  const last = Math.max(0, (melody.length - length) / STEPS_PER_BAR);
  let best = { bar: 0, onsets: 0 };
  for (let bar = 0; bar <= last; bar += 1) {
    const onsets = cut(melody.notes, bar * STEPS_PER_BAR, length).length;
    if (onsets >= ENOUGH_ONSETS) return bar;
    if (onsets > best.onsets) best = { bar, onsets };
  }
  return best.bar;
}

/** One pass after the other until the window is full; the pickup leads into each pass but the first if it has room. */
function repeat(pass: readonly Note[], pickup: readonly Note[], period: number, length: number): Note[] {
  const passEnd = pass.at(-1)?.end ?? 0;
  const room = pickup.every(({ start }) => start + period >= passEnd);
  const lead = pickup.map(({ pitch, start, end }) => ({ pitch, start: start + period, end: end + period }));
  const loop = room ? [...pass, ...lead] : pass;
  const notes: Note[] = [];
  for (let from = 0; from < length; from += period) {
    notes.push(...loop.map(({ pitch, start, end }) => ({ pitch, start: start + from, end: end + from })));
  }
  return cut(notes, 0, length);
}

function span(from: number, bars: number): string {
  return bars === 1 ? `bar ${from + 1}` : `bars ${from + 1} to ${from + bars}`;
}

/**
 * Takes as many bars of a melody as a model reads; other metres are re-barred first.
 *
 * A short melody is repeated, a long one gives the first window with music or the one at `fromBar`.
 * @throws UserError `bad-option` for a bar that is not there, `no-melody` where nothing begins in the window
 */
export function windowOf(melody: Melody, { bars, fromBar }: WindowOptions): MelodyWindow {
  const inFour = rebar(melody);
  const notices = inFour.notice ? [inFour.notice] : [];
  const { notes, length: total } = inFour.melody;
  const length = bars * STEPS_PER_BAR;
  const totalBars = total / STEPS_PER_BAR;
  if (fromBar !== undefined && (!Number.isInteger(fromBar) || fromBar < 1 || fromBar > totalBars)) {
    const range = totalBars === 1 ? 'it has one bar' : `it has bars 1 to ${totalBars}`;
    throw new UserError('bad-option', `There is no bar ${fromBar} in ‘${melody.title}’: ${range}.`);
  }
  const from = fromBar === undefined ? firstMusic(inFour.melody, length) : fromBar - 1;
  const left = Math.min(bars, totalBars - from);
  const pass = cut(notes, from * STEPS_PER_BAR, left * STEPS_PER_BAR);
  if (pass.length === 0) {
    throw new UserError(
      'no-melody',
      `No note begins in ${span(from, left)} of ‘${melody.title}’: choose other bars.`,
    );
  }
  const pickup = notes.filter(({ start }) => start < 0);
  if (pickup.length > 0 && from === 0)
    notices.push(`The pickup before bar 1 of ‘${melody.title}’ is outside the window.`);
  if (totalBars > bars) notices.push(`Took ${span(from, left)} of the ${totalBars} in ‘${melody.title}’.`);
  if (left === bars) return { notes: pass, length, notices };
  const period = left * STEPS_PER_BAR;
  notices.push(`‘${melody.title}’ is repeated to fill ${bars} bars.`);
  return { notes: repeat(pass, from === 0 ? pickup : [], period, length), length, notices };
}
