import { findKey, type Key, pitchName } from './key.js';
import type { Note } from './melody.js';
import type { Score, ScoreSegment } from './score.js';

/** Longest description, in characters: the limit of alternative text on Discord. */
export const MAX_DESCRIPTION = 1024;

/** Semitones between the means of two stretches that count as a rise or fall. */
const CLEAR_MOVE = 2;

/** Mean pitch, each note as long as it sounds. */
function meanPitch(notes: readonly Note[]): number {
  const steps = notes.reduce((sum, { start, end }) => sum + end - start, 0);
  return notes.reduce((sum, { pitch, start, end }) => sum + pitch * (end - start), 0) / steps;
}

/** Shape of a line in a word, from the mean pitch of its first, middle and last third of notes. */
export function contourOf(notes: readonly Note[]): string {
  if (notes.length < 3) return 'short';
  const third = Math.ceil(notes.length / 3);
  const first = meanPitch(notes.slice(0, third));
  const middle = meanPitch(notes.slice(third, notes.length - third).concat(notes.slice(third, third + 1)));
  const last = meanPitch(notes.slice(notes.length - third));
  if (middle - Math.max(first, last) >= CLEAR_MOVE) return 'arched';
  if (Math.min(first, last) - middle >= CLEAR_MOVE) return 'dipping';
  if (last - first >= CLEAR_MOVE) return 'rising';
  if (first - last >= CLEAR_MOVE) return 'falling';
  return 'level';
}

/** Lowest and highest pitch by name: `C4 to A4`. */
export function rangeOf(notes: readonly Note[], key: Key | null): string {
  const pitches = notes.map(({ pitch }) => pitch);
  const [low, high] = [Math.min(...pitches), Math.max(...pitches)];
  return low === high ? pitchName(low, key) : `${pitchName(low, key)} to ${pitchName(high, key)}`;
}

/** Key, shape and range of some notes: `C major, rising, C4 to A4`. */
function describeNotes(notes: readonly Note[]): string {
  if (notes.length === 0) return 'silence';
  const key = findKey(notes);
  return [...(key ? [key.name] : []), contourOf(notes), rangeOf(notes, key)].join(', ');
}

function describeSegment({ label, notes }: ScoreSegment): string {
  return `${label} (${describeNotes(notes)})`;
}

function bars(steps: number, stepsPerBar: number): string {
  const count = Math.round(steps / stepsPerBar);
  return count === 1 ? '1 bar' : `${count} bars`;
}

/** Opening words: what there is and how much of it. */
function headline(score: Score): string {
  const count = score.segments.length;
  const length = bars(score.segments[0]?.length ?? 0, score.stepsPerBar);
  const tempo = `at ${Math.round(score.qpm)} quarter notes a minute`;
  const title = score.title ? `${score.title}: ` : '';
  if (count === 1) return `${title}piano roll of ${length} ${tempo}`;
  return `${title}piano roll of ${count} stretches of ${length} each ${tempo}`;
}

/**
 * A score in words for those who cannot see its picture: what it is, then key, shape and range of its stretches;
 * the first and the last where not all have room.
 * @returns at most 1,024 characters
 */
export function describeScore(score: Score): string {
  const { segments } = score;
  const [first, last] = [segments[0], segments.at(-1)];
  if (!first || !last) return headline(score).slice(0, MAX_DESCRIPTION);
  if (segments.length === 1)
    return `${headline(score)}: ${describeNotes(first.notes)}.`.slice(0, MAX_DESCRIPTION);
  const all = `${headline(score)}. ${segments.map(describeSegment).join('; ')}.`;
  if (all.length <= MAX_DESCRIPTION) return all;
  return `${headline(score)}, from ${describeSegment(first)} to ${describeSegment(last)}.`.slice(
    0,
    MAX_DESCRIPTION,
  );
}
