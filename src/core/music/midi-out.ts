import { writeMidi as encodeMidi, type MidiEvent } from 'midi-file';
import { cleanName, encodeText } from './clean-name.js';
import { findKey } from './key.js';
import { type Melody, type Note, STEPS_PER_QUARTER } from './melody.js';
import type { Score } from './score.js';
import { writeGridMark } from './segue-mark.js';

/** Resolution of our files, in ticks. */
const TICKS_PER_QUARTER = 480;
const TICKS_PER_STEP = TICKS_PER_QUARTER / STEPS_PER_QUARTER;

/** How hard notes are struck: on downbeats, on other beats, elsewhere. */
const VELOCITIES = { downbeat: 96, beat: 90, other: 84 } as const;

/** An event at its place. */
interface PlacedEvent {
  readonly step: number;
  /** The event, its own delta time still 0. */
  readonly event: MidiEvent;
}

/** Events in order of time to delta times; the sort is stable, so the order at one step is the one given. */
function toTrack(placed: readonly PlacedEvent[], endStep: number): MidiEvent[] {
  let now = 0;
  const all = [...placed.toSorted((a, b) => a.step - b.step), { step: endStep, event: END }];
  return all.map(({ step, event }) => {
    const deltaTime = (step - now) * TICKS_PER_STEP;
    now = step;
    return { ...event, deltaTime };
  });
}

const END: MidiEvent = { deltaTime: 0, type: 'endOfTrack', meta: true };

/** A bar as a time signature: quarters where they fit, else eighths or sixteenths. */
function timeSignature(stepsPerBar: number): MidiEvent {
  const unit = stepsPerBar % 4 === 0 ? 4 : stepsPerBar % 2 === 0 ? 2 : 1;
  return {
    deltaTime: 0,
    type: 'timeSignature',
    meta: true,
    numerator: stepsPerBar / unit,
    denominator: 16 / unit,
    metronome: 24,
    thirtyseconds: 8,
  };
}

function text(type: 'text' | 'trackName' | 'marker', words: string): MidiEvent {
  return { deltaTime: 0, type, meta: true, text: encodeText(words) };
}

/** Segments with the step on which each begins, and the step on which all end. */
function layOut(score: Score): { starts: number[]; end: number } {
  let end = 0;
  const starts = score.segments.map(({ length }) => {
    const start = end;
    end += length;
    return start;
  });
  return { starts, end };
}

/** Title, tempo, metre, key, bar grid and markers. */
function conductorTrack(score: Score, starts: readonly number[], end: number): PlacedEvent[] {
  const downbeat = score.pickup ?? 0;
  const grid = { downbeat, length: end - downbeat, stepsPerBar: score.stepsPerBar };
  const key = findKey(score.segments.flatMap(({ notes }) => notes));
  const head: MidiEvent[] = [
    text('trackName', cleanName(score.title)),
    { deltaTime: 0, type: 'setTempo', meta: true, microsecondsPerBeat: Math.round(60_000_000 / score.qpm) },
    timeSignature(score.stepsPerBar),
  ];
  if (key) {
    head.push({
      deltaTime: 0,
      type: 'keySignature',
      meta: true,
      key: key.fifths,
      scale: key.mode === 'minor' ? 1 : 0,
    });
  }
  if (grid.length % grid.stepsPerBar === 0) head.push(text('text', writeGridMark(grid)));
  const markers = score.segments.map(({ label }, index) => ({
    step: starts[index] ?? 0,
    event: text('marker', cleanName(label)),
  }));
  return [...head.map((event) => ({ step: 0, event })), ...markers];
}

/** The two ends of a note. */
function noteEvents({ pitch, start, end }: Note, stepsPerBar: number): PlacedEvent[] {
  const { downbeat, beat, other } = VELOCITIES;
  const velocity = start % stepsPerBar === 0 ? downbeat : start % STEPS_PER_QUARTER === 0 ? beat : other;
  return [
    { step: start, event: { deltaTime: 0, type: 'noteOn', channel: 0, noteNumber: pitch, velocity } },
    { step: end, event: { deltaTime: 0, type: 'noteOff', channel: 0, noteNumber: pitch, velocity: 0 } },
  ];
}

/**
 * Instrument and notes; a note is cut where its segment ends. As notes never overlap, their order puts the end of one
 * before the start of the next at the same step, so that a repeated note is struck anew.
 */
function melodyTrack(score: Score, starts: readonly number[]): PlacedEvent[] {
  const notes = score.segments.flatMap((segment, index) => {
    const from = starts[index] ?? 0;
    return segment.notes.map(({ pitch, start, end }) => ({
      pitch,
      start: from + start,
      end: from + Math.min(end, segment.length),
    }));
  });
  const events = notes.flatMap((note) => noteEvents(note, score.stepsPerBar));
  const program: MidiEvent = {
    deltaTime: 0,
    type: 'programChange',
    channel: 0,
    programNumber: score.program,
  };
  return [{ step: 0, event: text('trackName', 'Melody') }, { step: 0, event: program }, ...events];
}

/**
 * A score as a Standard MIDI File of type 1: a track of tempo, metre, key and one marker a segment, and a track of
 * notes. Both end where the score ends, so that rests at the end survive. The same score gives the same bytes.
 */
export function writeMidi(score: Score): Uint8Array {
  const { starts, end } = layOut(score);
  const tracks = [conductorTrack(score, starts, end), melodyTrack(score, starts)];
  return Uint8Array.from(
    encodeMidi(
      {
        header: { format: 1, numTracks: tracks.length, ticksPerBeat: TICKS_PER_QUARTER },
        tracks: tracks.map((track) => toTrack(track, end)),
      },
      { running: false },
    ),
  );
}

/**
 * A melody as a score of one segment. A pickup gets a bar of its own in front, since a score begins at step 0.
 * @param program General MIDI program, 0 to 127
 */
export function melodyToScore(melody: Melody, program = 0): Score {
  const { title, notes, length, stepsPerBar, qpm } = melody;
  const pickup = notes.some(({ start }) => start < 0) ? stepsPerBar : 0;
  const shifted = notes.map(({ pitch, start, end }) => ({ pitch, start: start + pickup, end: end + pickup }));
  const segment = { label: title, alpha: null, notes: shifted, length: length + pickup };
  const score = { title, segments: [segment], stepsPerBar, qpm, program };
  return pickup > 0 ? { ...score, pickup } : score;
}
