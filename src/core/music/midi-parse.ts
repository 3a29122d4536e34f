import { UserError } from '../errors.js';
import { cleanName, decodeText } from './clean-name.js';
import { readChunks } from './midi-chunks.js';
import { readEvents, type TimedEvent } from './midi-events.js';
import { type ChannelNotes, pairNotes } from './midi-notes.js';
import type { MidiPart, MidiSong } from './midi-song.js';
import { readTime } from './midi-time.js';
import { readGridMark } from './segue-mark.js';

/** Longest file that is read, in seconds. */
export const MAX_SECONDS = 30 * 60;
/** The channel of drums, counted from 0. */
const DRUM_CHANNEL = 9;

type EventTrack = readonly TimedEvent[];

/** The track's own name, else its instrument's. */
function nameOf(track: EventTrack): string {
  const named =
    track.find((event) => event.type === 'trackName') ?? track.find((e) => e.type === 'instrumentName');
  return named && 'text' in named ? cleanName(decodeText(named.text)) : '';
}

/** The first program that any track sets for each channel; some files set them all in their first track. */
function programsAnywhere(tracks: readonly EventTrack[]): ReadonlyMap<number, number> {
  const programs = new Map<number, number>();
  for (const event of tracks.flat()) {
    if (event.type === 'programChange' && !programs.has(event.channel)) {
      programs.set(event.channel, event.programNumber);
    }
  }
  return programs;
}

/** All parts with notes, numbered from 1. */
function readParts(tracks: readonly EventTrack[]): { parts: MidiPart[]; hanging: number } {
  const programs = programsAnywhere(tracks);
  const parts: MidiPart[] = [];
  let hanging = 0;
  const add = (name: string, { channel, program, notes }: ChannelNotes): void => {
    parts.push({
      index: parts.length + 1,
      name,
      channel: channel + 1,
      program: program ?? programs.get(channel) ?? 0,
      isDrums: channel === DRUM_CHANNEL,
      notes,
    });
  };
  for (const track of tracks) {
    const paired = pairNotes(track);
    hanging += paired.hanging;
    for (const channel of paired.channels) add(nameOf(track), channel);
  }
  return { parts, hanging };
}

function hangingNotice(count: number): string {
  return count === 1
    ? 'One note never ends in the file; it was held to the next one.'
    : `${count} notes never end in the file; each was held to the next one.`;
}

/**
 * Reads a MIDI file: types 0, 1 and 2, in beats or film frames, plain or wrapped in RIFF.
 *
 * Pure and bounded (1 MiB, 64 tracks, 100,000 notes, 30 minutes), yet meant for the worker behind `openMidiReader`.
 * @throws UserError `bad-midi`, `too-large`, `too-long` or `no-melody`
 */
export function parseMidiSong(upload: Uint8Array): MidiSong {
  const chunks = readChunks(upload);
  const time = readTime(readEvents(chunks), chunks.division);
  const { parts, hanging } = readParts(time.tracks);
  if (parts.length === 0) {
    throw new UserError('no-melody', 'There are no notes in that MIDI file: upload one with a melody in it.');
  }
  const lastTick = parts.reduce(
    (last, part) => part.notes.reduce((end, note) => Math.max(end, note.end), last),
    0,
  );
  const durationSeconds = time.secondsAt(lastTick);
  if (!(durationSeconds <= MAX_SECONDS)) {
    throw new UserError(
      'too-long',
      'That MIDI file plays for more than 30 minutes: cut it down to the tune.',
    );
  }
  return {
    title: cleanName(decodeText(time.titleText)) || null,
    ticksPerQuarter: time.ticksPerQuarter,
    tracks: parts,
    tempos: time.tempos,
    timeSignatures: time.timeSignatures,
    keySignatures: time.keySignatures,
    durationSeconds,
    grid: readGridMark(time.texts),
    notices: hanging > 0 ? [...time.notices, hangingNotice(hanging)] : time.notices,
  };
}
