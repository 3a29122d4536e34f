import { type MidiEvent, parseMidi } from 'midi-file';
import { UserError } from '../errors.js';
import type { MidiChunks } from './midi-chunks.js';
import { type ScannedTrack, scanTrack } from './track-scan.js';

/** Most note-ons and most note-offs in a track. */
export const MAX_TRACK_NOTES = 20_000;
/** Most note-ons in a file. */
export const MAX_NOTES = 100_000;
/** Most tempo changes in a file. */
export const MAX_TEMPOS = 10_000;

/** An event with its place in ticks from the start, under the name that `@tonejs/midi` looks for. */
export type TimedEvent = MidiEvent & { absoluteTime: number };

/** All tracks as events; the last event of each is its end. */
export interface EventTracks {
  readonly tracks: readonly (readonly TimedEvent[])[];
  readonly notices: readonly string[];
}

function tooMany(what: string): UserError {
  return new UserError('too-large', `That MIDI file has more than ${what}: leave only the melody in it.`);
}

/** Refuses what would take long before it is parsed. */
function checkCounts(tracks: readonly ScannedTrack[]): void {
  const sum = (count: (track: ScannedTrack) => number): number =>
    tracks.reduce((total, track) => total + count(track), 0);
  if (tracks.some((track) => Math.max(track.noteOns, track.noteOffs) > MAX_TRACK_NOTES)) {
    throw tooMany('20,000 notes in one track');
  }
  if (sum((track) => track.noteOns) > MAX_NOTES) throw tooMany('100,000 notes');
  if (sum((track) => track.tempos) > MAX_TEMPOS) throw tooMany('10,000 tempo changes');
}

/** One well-formed format 1 file out of the scanned tracks. */
function joinTracks(tracks: readonly ScannedTrack[]): Uint8Array {
  const size = tracks.reduce((total, track) => total + 8 + track.bytes.length, 14);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes.set([0x4d, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, 1, 0, tracks.length, 0, 96]);
  let at = 14;
  for (const track of tracks) {
    bytes.set([0x4d, 0x54, 0x72, 0x6b], at);
    view.setUint32(at + 4, track.bytes.length);
    bytes.set(track.bytes, at + 8);
    at += 8 + track.bytes.length;
  }
  return bytes;
}

/** Gives each event its place in the file. */
function addUp(events: readonly MidiEvent[]): TimedEvent[] {
  let absoluteTime = 0;
  return events.map((event) => {
    absoluteTime += event.deltaTime;
    return { ...event, absoluteTime };
  });
}

function noticesOf(scanned: readonly ScannedTrack[]): string[] {
  const broken = scanned.filter((track) => track.broken).length;
  const open = scanned.filter((track) => !track.ended && !track.broken).length;
  const notices: string[] = [];
  if (broken > 0) notices.push('Part of the MIDI file is damaged; what could be read of it was read.');
  if (open > 0) notices.push('The MIDI file does not mark its end; it was read up to its last event.');
  return notices;
}

/**
 * Chunks to events: scan, count, then `midi-file`, which sees only what the scan has passed.
 * @throws UserError `too-large` above a limit
 */
export function readEvents(chunks: MidiChunks): EventTracks {
  const scanned = chunks.tracks.map(scanTrack);
  checkCounts(scanned);
  const { tracks } = parseMidi(joinTracks(scanned));
  return { tracks: tracks.map(addUp), notices: [...chunks.notices, ...noticesOf(scanned)] };
}
