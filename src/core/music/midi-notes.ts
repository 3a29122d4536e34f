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
  /** It cut off a note of the same pitch, whose note-off may still come at this very tick. */
  owesOff: boolean;
}

interface Channel {
  readonly open: Map<number, OpenNote>;
  readonly notes: PartNote[];
  program: number | null;
  programAtFirst: number | null;
}

function endNote(channel: Channel, { pitch, start, velocity }: OpenNote, end: number): void {
  channel.notes.push({ pitch, start, end, velocity });
  channel.open.delete(pitch);
}

function startNote(channel: Channel, pitch: number, velocity: number, tick: number): void {
  const before = channel.open.get(pitch);
  if (before) endNote(channel, before, tick);
  if (channel.notes.length + channel.open.size === 0) channel.programAtFirst = channel.program;
  channel.open.set(pitch, { pitch, start: tick, velocity, owesOff: before !== undefined });
}

function stopNote(channel: Channel, pitch: number, tick: number): void {
  const note = channel.open.get(pitch);
  if (!note) return;
  // Many files write a repeated note as "on, then off of the one before", all at one tick.
  if (note.owesOff && note.start === tick) note.owesOff = false;
  else endNote(channel, note, tick);
}

/**
 * Pairs note-ons with note-offs, in one pass.
 *
 * A note that is struck again ends there; one that is never ended is held to the end of the track.
 * @param events one track, its last event the end of the track
 * @returns the channels that have notes, and how many notes were never ended
 */
export function pairNotes(events: readonly TimedEvent[]): { channels: ChannelNotes[]; hanging: number } {
  const channels = new Map<number, Channel>();
  const channelOf = (number: number): Channel => {
    const known = channels.get(number);
    if (known) return known;
    const fresh: Channel = { open: new Map(), notes: [], program: null, programAtFirst: null };
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
    hanging += state.open.size;
    for (const note of [...state.open.values()]) endNote(state, note, end);
    const notes = state.notes.toSorted((a, b) => a.start - b.start || a.pitch - b.pitch);
    if (notes.length > 0) found.push({ channel, program: state.programAtFirst, notes });
  }
  return { channels: found, hanging };
}
