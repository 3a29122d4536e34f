import { STEPS_PER_BAR, STEPS_PER_QUARTER } from './melody.js';
import type { MetreChange, MidiSong } from './midi-song.js';

/** The bar lines that a melody is put on. */
export interface BarGrid {
  readonly stepsPerBar: number;
  /** A step, counted from the file's start, on which a bar begins. */
  readonly anchor: number;
  readonly notice: string | null;
}

/** Longest bar that is kept, in steps: four bars of 4/4. */
const LONGEST_BAR = 64;

/** Steps of a bar; null where it does not end on the sixteenth grid or is out of all proportion. */
function barLength({ numerator, denominator }: MetreChange): number | null {
  const steps = (16 * numerator) / denominator;
  return Number.isInteger(steps) && steps <= LONGEST_BAR ? steps : null;
}

/** Ticks that each metre holds between two ticks. */
function spans(song: MidiSong, from: number, to: number): { change: MetreChange; ticks: number }[] {
  return song.timeSignatures.map((change, index) => {
    const until = song.timeSignatures[index + 1]?.tick ?? Number.POSITIVE_INFINITY;
    return { change, ticks: Math.max(0, Math.min(until, to) - Math.max(change.tick, from)) };
  });
}

/**
 * The metre that holds longest under the melody gives the bar lines, from where it first begins and back from there;
 * so a file that opens with a short bar for its pickup keeps its downbeats.
 * @param from first tick of the melody
 * @param to last tick of the melody
 */
export function findBars(song: MidiSong, from: number, to: number): BarGrid {
  const held = new Map<number, number>();
  for (const { change, ticks } of spans(song, from, to)) {
    const steps = barLength(change);
    if (steps !== null) held.set(steps, (held.get(steps) ?? 0) + ticks);
  }
  const [main] = [...held].toSorted(([, a], [, b]) => b - a);
  if (!main) {
    return {
      stepsPerBar: STEPS_PER_BAR,
      anchor: 0,
      notice: 'Its metre is not on a sixteenth grid; it was read as 4/4.',
    };
  }
  const stepsPerBar = main[0];
  const first = song.timeSignatures.find((change) => barLength(change) === stepsPerBar);
  const anchor = Math.round(((first?.tick ?? 0) * STEPS_PER_QUARTER) / song.ticksPerQuarter);
  const others = [...held].some(([steps, ticks]) => steps !== stepsPerBar && ticks > 0);
  const name = first ? `${first.numerator}/${first.denominator}` : '4/4';
  return {
    stepsPerBar,
    anchor,
    notice: others ? `The metre changes; bar lines are those of ${name}.` : null,
  };
}

/**
 * The step that becomes step 0: the first downbeat of the first bar with notes, or of the bar after it where that bar
 * begins with at least half a bar of silence and so is a pickup. Silent bars before are dropped.
 * @param first first onset, in steps from the file's start
 * @param last last onset
 */
export function firstDownbeat({ stepsPerBar, anchor }: BarGrid, first: number, last: number): number {
  const bar = anchor + Math.floor((first - anchor) / stepsPerBar) * stepsPerBar;
  const isPickup = (first - bar) * 2 >= stepsPerBar && last >= bar + stepsPerBar;
  return isPickup ? bar + stepsPerBar : bar;
}
