import type { TimedEvent } from './midi-events.js';
import type { PartNote } from './midi-song.js';

/** What one channel does in one track. */
export interface ChannelNotes {
  /** 0 to 15. */
  readonly channel: number;
  /** Program at the first note; null where the track sets none. */
  readonly program: number | null;
  readonly notes: readonly PartNote[];
}

/** A note that has begun. */
interface OpenNote {
  readonly pitch: number;
  readonly start: number;
  readonly velocity: number;
  /** Place in `notes` of a note of the same pitch that it cut off and whose note-off has not come. */
  cutOff: number | null;
}

interface Channel {
  readonly open: Map<number, OpenNote>;
  readonly notes: PartNote[];
  /** By pitch, places in `notes` of those that have not been ended. */
  readonly unended: Map<number, number[]>;
  program: number | null;
  programAtFirst: number | null;
}

function markUnended(channel: Channel, pitch: number, place: number): void {
  const places = channel.unended.get(pitch);
  if (places) places.push(place);
  else channel.unended.set(pitch, [place]);
}

function endNote(channel: Channel, { pitch, start, velocity, cutOff }: OpenNote, end: number): void {
  if (cutOff !== null) markUnended(channel, pitch, cutOff);
  channel.notes.push({ pitch, start, end, velocity });
  channel.open.delete(pitch);
}

function startNote(channel: Channel, pitch: number, velocity: number, tick: number): void {
  const before = channel.open.get(pitch);
  if (before) endNote(channel, before, tick);
  if (channel.notes.length + channel.open.size === 0) channel.programAtFirst = channel.program;
  channel.open.set(pitch, { pitch, start: tick, velocity, cutOff: before ? channel.notes.length - 1 : null });
}

function stopNote(channel: Channel, pitch: number, tick: number): void {
  const note = channel.open.get(pitch);
  if (!note) {
    // Two voices of a channel can strike the same pitch; the first of them ends only here.
    channel.unended.get(pitch)?.pop();
    return;
  }
  // Many files write a repeated note as "on, then off of the one before", all at one tick.
  if (note.cutOff !== null && note.start === tick) note.cutOff = null;
  else endNote(channel, note, tick);
}

/** Ends what still sounds, and gives notes that were never ended a length: up to the next onset of the channel. */
function finish(channel: Channel, end: number): { notes: PartNote[]; hanging: number } {
  for (const note of [...channel.open.values()]) {
    markUnended(channel, note.pitch, channel.notes.length);
    endNote(channel, note, end);
  }
  const unended = new Set([...channel.unended.values()].flat());
  const onsets = [...new Set(channel.notes.map(({ start }) => start))].toSorted((a, b) => a - b);
  const following = new Map(onsets.map((onset, index) => [onset, onsets[index + 1] ?? end]));
  const held = channel.notes.map((note, index) =>
    unended.has(index) ? { ...note, end: Math.min(note.end, following.get(note.start) ?? end) } : note,
  );
  return { notes: held.toSorted((a, b) => a.start - b.start || a.pitch - b.pitch), hanging: unended.size };
}

/**
 * Pairs note-ons with note-offs, in one pass.
 *
 * A note that is struck again ends there; one that is never ended is held to the channel's next onset, at last to the
 * end of the track.
 * @param events one track, its last event the end of the track
 * @returns the channels that have notes, and how many notes were never ended
 */
export function pairNotes(events: readonly TimedEvent[]): { channels: ChannelNotes[]; hanging: number } {
  const channels = new Map<number, Channel>();
  const channelOf = (number: number): Channel => {
    const known = channels.get(number);
    if (known) return known;
    const fresh: Channel = {
      open: new Map(),
      notes: [],
      unended: new Map(),
      program: null,
      programAtFirst: null,
    };
    channels.set(number, fresh);
    return fresh;
  };
  for (const event of events) {
    if (event.type === 'programChange') channelOf(event.channel).program = event.programNumber;
    if (event.type === 'noteOff') stopNote(channelOf(event.channel), event.noteNumber, event.absoluteTime);
    if (event.type === 'noteOn') {
      startNote(channelOf(event.channel), event.noteNumber, event.velocity, event.absoluteTime);
    }
  }
  const end = events.at(-1)?.absoluteTime ?? 0;
  let hanging = 0;
  const found: ChannelNotes[] = [];
  for (const [channel, state] of [...channels].toSorted(([a], [b]) => a - b)) {
    const finished = finish(state, end);
    hanging += finished.hanging;
    if (finished.notes.length > 0)
      found.push({ channel, program: state.programAtFirst, notes: finished.notes });
  }
  return { channels: found, hanging };
}
