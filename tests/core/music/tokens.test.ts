import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Note } from '../../../src/core/music/melody.js';
import {
  FIRST_PITCH,
  FULL_VOCABULARY,
  HOLD,
  MAGENTA_VOCABULARY,
  NOTE_OFF,
  notesToTokens,
  tokensToNotes,
  vocabularySize,
} from '../../../src/core/music/tokens.js';
import { part } from './arbitraries.js';

/** Lines of notes that fill at most `length` steps. */
const lines = (length: number, lowest: number, highest: number) =>
  fc.array(part(lowest, highest), { maxLength: 40 }).map((parts) => {
    const notes: Note[] = [];
    for (const { pitch, rest, length: steps } of parts) {
      const start = (notes.at(-1)?.end ?? 0) + rest;
      if (start + steps <= length) notes.push({ pitch, start, end: start + steps });
    }
    return notes;
  });

describe.each([
  ['our 130 labels', FULL_VOCABULARY, 130],
  ["Magenta's 90 labels", MAGENTA_VOCABULARY, 90],
] as const)('%s', (_, vocabulary, size) => {
  it('has its size', () => expect(vocabularySize(vocabulary)).toBe(size));

  it.each([32, 256])('brings any line of notes in %i steps back as it was', (length) => {
    fc.assert(
      fc.property(lines(length, vocabulary.minPitch, vocabulary.maxPitch), (notes) => {
        expect(tokensToNotes(notesToTokens(notes, length, vocabulary), vocabulary)).toEqual(notes);
      }),
      { numRuns: 150 },
    );
  });

  it('brings any labels, once read as notes, back as the same labels', () => {
    const labels = fc.uint8Array({ minLength: 32, maxLength: 32, max: size - 1 });
    fc.assert(
      fc.property(labels, (tokens) => {
        const canonical = notesToTokens(tokensToNotes(tokens, vocabulary), 32, vocabulary);
        expect(notesToTokens(tokensToNotes(canonical, vocabulary), 32, vocabulary)).toEqual(canonical);
        expect(tokensToNotes(canonical, vocabulary)).toEqual(tokensToNotes(tokens, vocabulary));
      }),
      { numRuns: 150 },
    );
  });
});

describe('labels, step by step', () => {
  it('writes onset, hold, off and re-strike as the model was trained on', () => {
    const notes = [
      { pitch: 60, start: 0, end: 2 },
      { pitch: 60, start: 2, end: 3 },
      { pitch: 62, start: 5, end: 8 },
    ];
    const c = FIRST_PITCH + 60;
    expect([...notesToTokens(notes, 8, FULL_VOCABULARY)]).toEqual([
      c,
      HOLD,
      c,
      NOTE_OFF,
      HOLD,
      c + 2,
      HOLD,
      HOLD,
    ]);
  });

  it('cuts overlaps, keeps the higher of two, loses what began before', () => {
    const notes = [
      { pitch: 50, start: -2, end: 4 },
      { pitch: 60, start: 1, end: 8 },
      { pitch: 64, start: 1, end: 3 },
      { pitch: 65, start: 2, end: 9 },
    ];
    expect(tokensToNotes(notesToTokens(notes, 4, FULL_VOCABULARY), FULL_VOCABULARY)).toEqual([
      { pitch: 64, start: 1, end: 2 },
      { pitch: 65, start: 2, end: 4 },
    ]);
  });

  it('folds pitches that a vocabulary does not have by octaves', () => {
    const low = [{ pitch: 12, start: 0, end: 1 }];
    expect(tokensToNotes(notesToTokens(low, 2, MAGENTA_VOCABULARY), MAGENTA_VOCABULARY)[0]?.pitch).toBe(24);
  });
});
