import type { TimedEvent } from './midi-events.js';

/** Ticks to a quarter note after a file in film frames has been turned into beats. */
export const CONVERTED_TICKS = 480;

/** Tempos that are tried where the file states none, in quarter notes a minute. */
const SLOWEST = 60;
const FASTEST = 180;
const USUAL = 120;
/** What it costs a tempo to be double or half the usual one, in units of misfit. */
const COST_OF_DISTANCE = 0.05;

/** Onsets from which the tempo is told. */
const ENOUGH_ONSETS = 2000;

/** A file in beats of one steady tempo. */
export interface BeatTracks {
  readonly tracks: readonly (readonly TimedEvent[])[];
  /** Quarter notes a minute. */
  readonly qpm: number;
}

/** Ticks a second of a division in film frames (SMPTE); null where the division is in beats. */
export function ticksPerSecond(division: number): number | null {
  if ((division & 0x8000) === 0) return null;
  const frames = 256 - (division >> 8);
  return (frames === 29 ? 30_000 / 1001 : frames) * (division & 0xff);
}

/** The first tempo of the file; sequencers write one even where the clock does not need it. */
function statedTempo(events: readonly TimedEvent[]): number | null {
  const event = events.find((one) => one.type === 'setTempo');
  return event?.type === 'setTempo' ? 60_000_000 / event.microsecondsPerBeat : null;
}

/**
 * How far onsets lie from the quarters, eighths and sixteenths of a tempo, counted from the first onset: the sum of
 * the mean distances, each in units of its own grid. The coarse grids tell 100 from 125, which share sixteenths.
 */
function misfit(seconds: readonly number[], qpm: number): number {
  const first = seconds[0] ?? 0;
  const sum = [1, 2, 4].reduce((total, division) => {
    const perUnit = (qpm * division) / 60;
    return seconds.reduce((far, second) => {
      const place = (second - first) * perUnit;
      return far + Math.abs(place - Math.round(place));
    }, total);
  }, 0);
  return sum / seconds.length;
}

/** The tempo on whose beats the notes lie best, the nearest to 120 among equals. */
function fittingTempo(seconds: readonly number[]): number {
  let best = { qpm: USUAL, cost: Number.POSITIVE_INFINITY };
  for (let qpm = SLOWEST; qpm <= FASTEST; qpm += 1) {
    const cost = misfit(seconds, qpm) + COST_OF_DISTANCE * Math.abs(Math.log2(qpm / USUAL));
    if (cost < best.cost) best = { qpm, cost };
  }
  return best.qpm;
}

/**
 * Moves events from a clock of seconds onto beats: of the tempo that the file states, else of one that fits.
 * @param perSecond ticks a second
 * @param tempoRange slowest and fastest tempo that is believed
 */
export function onBeats(
  tracks: readonly (readonly TimedEvent[])[],
  perSecond: number,
  tempoRange: readonly [number, number],
): BeatTracks {
  const events = tracks.flat();
  const onsets = events.flatMap((event) => (event.type === 'noteOn' ? [event.absoluteTime / perSecond] : []));
  const stated = statedTempo(events);
  const qpm =
    stated === null
      ? fittingTempo(onsets.slice(0, ENOUGH_ONSETS))
      : Math.min(tempoRange[1], Math.max(tempoRange[0], stated));
  const scale = (CONVERTED_TICKS * qpm) / 60 / perSecond;
  const moved = tracks.map((track) =>
    track
      .filter((event) => event.type !== 'setTempo')
      .map((event) => ({ ...event, absoluteTime: Math.round(event.absoluteTime * scale) })),
  );
  return { tracks: moved, qpm };
}
