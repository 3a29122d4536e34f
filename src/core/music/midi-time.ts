import tone from '@tonejs/midi';
import { CONVERTED_TICKS, onBeats, ticksPerSecond } from './film-time.js';
import type { EventTracks, TimedEvent } from './midi-events.js';
import type { KeyChange, MetreChange, TempoChange } from './midi-song.js';

/** Slowest and fastest tempo that is taken at its word, in quarter notes a minute. */
export const MIN_QPM = 20;
export const MAX_QPM = 400;
/** The events on a clock of beats, and the maps on that clock. */
export interface TimedTracks {
  readonly tracks: readonly (readonly TimedEvent[])[];
  readonly ticksPerQuarter: number;
  readonly tempos: readonly TempoChange[];
  readonly timeSignatures: readonly MetreChange[];
  readonly keySignatures: readonly KeyChange[];
  readonly titleText: string;
  /** Text events of the first track. */
  readonly texts: readonly string[];
  readonly secondsAt: (tick: number) => number;
  readonly notices: readonly string[];
}

function clampTempo(qpm: number): number {
  return Math.min(MAX_QPM, Math.max(MIN_QPM, qpm));
}

/** Of several changes at one tick the last counts; one stands at tick 0. */
function settle<T extends { readonly tick: number }>(changes: readonly T[], first: T): T[] {
  const byTick = new Map<number, T>([[0, first]]);
  for (const change of changes) byTick.set(change.tick, change);
  return [...byTick.values()].toSorted((a, b) => a.tick - b.tick);
}

/**
 * Tempo, metre and key maps, read by `@tonejs/midi` from events that have passed our limits.
 * @param division the header's division: ticks to a quarter note, or film frames, which are turned into beats
 */
export function readTime(events: EventTracks, division: number): TimedTracks {
  const perSecond = ticksPerSecond(division);
  const beats = perSecond === null ? null : onBeats(events.tracks, perSecond, [MIN_QPM, MAX_QPM]);
  const tracks = beats?.tracks ?? events.tracks;
  const ticksPerQuarter = beats ? CONVERTED_TICKS : division;
  const header = new tone.Header({
    header: { format: 1, numTracks: tracks.length, ticksPerBeat: ticksPerQuarter },
    tracks: tracks.map((track) => [...track]),
  });
  const tempos = settle(
    header.tempos.map(({ ticks, bpm }) => ({ tick: ticks, qpm: clampTempo(bpm) })),
    { tick: 0, qpm: beats?.qpm ?? 120 },
  );
  header.tempos = tempos.map(({ tick, qpm }) => ({ ticks: tick, bpm: qpm }));
  header.update();
  return {
    tracks,
    ticksPerQuarter,
    tempos,
    timeSignatures: settle(header.timeSignatures.map(metreChange), { tick: 0, numerator: 4, denominator: 4 }),
    keySignatures: tracks
      .flat()
      .flatMap(keyChange)
      .toSorted((a, b) => a.tick - b.tick),
    titleText: header.name,
    texts: header.meta.filter((event) => event.type === 'text').map((event) => event.text),
    secondsAt: (tick) => header.ticksToSeconds(tick),
    notices: [...events.notices, ...(beats ? [smpteNotice(beats.qpm)] : [])],
  };
}

function smpteNotice(qpm: number): string {
  return `The file counts in film frames, not beats; it was read at ${Math.round(qpm)} beats a minute.`;
}

function metreChange(event: { ticks: number; timeSignature: number[] }): MetreChange {
  const [numerator = 4, denominator = 4] = event.timeSignature;
  return { tick: event.ticks, numerator, denominator };
}

/** Taken from the events, since the library keeps the name of the key but not its number of sharps. */
function keyChange(event: TimedEvent): KeyChange[] {
  if (event.type !== 'keySignature') return [];
  return [{ tick: event.absoluteTime, fifths: event.key, mode: event.scale === 1 ? 'minor' : 'major' }];
}
