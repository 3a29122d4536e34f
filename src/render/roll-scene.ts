import { findKey, type Key } from '../core/music/key.js';
import type { Note } from '../core/music/melody.js';
import type { Score, ScoreSegment } from '../core/music/score.js';
import { type SegmentColours, segmentColours } from './roll-theme.js';

/** A segment with all that is needed to paint it. */
export interface SceneSegment {
  readonly label: string;
  readonly alpha: number | null;
  /** Steps. */
  readonly length: number;
  /** Notes inside the segment, starts counted from its first step. */
  readonly notes: readonly Note[];
  readonly colours: SegmentColours;
  /** Of these notes alone; null where there are too few to tell. */
  readonly key: Key | null;
  /** For each bar the source (A or B) that it repeats note for note; only in between the two sources. */
  readonly echoes: readonly ('A' | 'B' | null)[];
}

/** What the picture shows, free of any measure in px. */
export interface Scene {
  readonly segments: readonly SceneSegment[];
  readonly stepsPerBar: number;
  /** Steps before the first downbeat. */
  readonly pickup: number;
  /** Lowest and highest pitch that has a row. */
  readonly low: number;
  readonly high: number;
}

/** Rows below the lowest and above the highest note. */
const MARGIN = 2;
const LEAST_ROWS = 13;
const MIDDLE_C = 60;

/** Prepares a score for drawing. */
export function sceneOf({ segments, stepsPerBar, pickup = 0 }: Score): Scene {
  const clipped = segments.map((segment) => ({ ...segment, notes: inside(segment) }));
  return {
    segments: clipped.map((segment) => ({
      ...segment,
      colours: segmentColours(segment.alpha),
      key: findKey(segment.notes),
      echoes: echoesOf(segment, clipped, stepsPerBar),
    })),
    stepsPerBar,
    pickup,
    ...range(clipped.flatMap(({ notes }) => notes.map(({ pitch }) => pitch))),
  };
}

function inside({ notes, length }: ScoreSegment): Note[] {
  return notes
    .filter(({ start, end }) => end > 0 && start < length)
    .map(({ pitch, start, end }) => ({ pitch, start: Math.max(0, start), end: Math.min(length, end) }));
}

/** From the lowest to the highest note with a margin, at least an octave, within MIDI's pitches. */
function range(pitches: readonly number[]): { low: number; high: number } {
  let low = (pitches.length === 0 ? MIDDLE_C : Math.min(...pitches)) - MARGIN;
  let high = (pitches.length === 0 ? MIDDLE_C + 12 : Math.max(...pitches)) + MARGIN;
  while (high - low + 1 < LEAST_ROWS) {
    high += 1;
    if (high - low + 1 < LEAST_ROWS) low -= 1;
  }
  return { low: Math.max(0, low), high: Math.min(127, high) };
}

function echoesOf(
  segment: ScoreSegment,
  all: readonly ScoreSegment[],
  stepsPerBar: number,
): ('A' | 'B' | null)[] {
  const sourceA = all.find(({ alpha }) => alpha === 0);
  const sourceB = all.find(({ alpha }) => alpha === 1);
  const isBetween = segment.alpha !== null && segment.alpha > 0 && segment.alpha < 1;
  return Array.from({ length: Math.ceil(segment.length / stepsPerBar) }, (_, bar) => {
    const content = barContent(segment, bar, stepsPerBar);
    if (!isBetween || content === '') return null;
    if (sourceA && content === barContent(sourceA, bar, stepsPerBar)) return 'A';
    return sourceB && content === barContent(sourceB, bar, stepsPerBar) ? 'B' : null;
  });
}

/** A bar's notes as text to compare; empty for a bar in which no note begins. */
function barContent({ notes }: ScoreSegment, bar: number, stepsPerBar: number): string {
  const first = bar * stepsPerBar;
  return notes
    .filter(({ start }) => start >= first && start < first + stepsPerBar)
    .map(({ pitch, start, end }) => `${pitch}@${start}-${end}`)
    .join(' ');
}
