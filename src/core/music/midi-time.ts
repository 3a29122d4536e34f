import tone from '@tonejs/midi';
import type { EventTracks, TimedEvent } from './midi-events.js';
import type { KeyChange, MetreChange, TempoChange } from './midi-song.js';

/** Slowest and fastest tempo that is taken at its word, in quarter notes a minute. */
export const MIN_QPM = 20;
export const MAX_QPM = 400;
/** Ticks to a quarter note after a file in seconds has been turned into beats. */
const CONVERTED_TICKS = 480;

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

/** Ticks a second of a division in film frames (SMPTE); null where the division is in beats. */
function ticksPerSecond(division: number): number | null {
  if ((division & 0x8000) === 0) return null;
  const frames = 256 - (division >> 8);
  return (frames === 29 ? 30_000 / 1001 : frames) * (division & 0xff);
}

/** The first tempo of the file; sequencers write one even where the clock does not need it. */
function statedTempo(tracks: EventTracks['tracks']): number {
  const event = tracks.flat().find((one) => one.type === 'setTempo');
  return event?.type === 'setTempo' ? clampTempo(60_000_000 / event.microsecondsPerBeat) : 120;
}

function clampTempo(qpm: number): number {
  return Math.min(MAX_QPM, Math.max(MIN_QPM, qpm));
}

/** Moves a clock of seconds onto beats of one steady tempo. */
function onBeats(tracks: EventTracks['tracks'], perSecond: number): { tracks: TimedEvent[][]; qpm: number } {
  const qpm = statedTempo(tracks);
  const scale = (CONVERTED_TICKS * qpm) / 60 / perSecond;
  const moved = tracks.map((track) =>
    track
      .filter((event) => event.type !== 'setTempo')
      .map((event) => ({ ...event, absoluteTime: Math.round(event.absoluteTime * scale) })),
  );
  return { tracks: moved, qpm };
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
  const beats = perSecond === null ? null : onBeats(events.tracks, perSecond);
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
