import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Melody } from '../../../src/core/music/melody.js';
import { findTune, TUNES } from '../../../src/core/music/tunes/tunes.js';
import { windowOf } from '../../../src/core/music/window.js';
import { anyMelody } from './arbitraries.js';

const melody = (length: number, notes: readonly (readonly [number, number, number])[]): Melody => ({
  title: 'Air',
  notes: notes.map(([pitch, start, end]) => ({ pitch, start, end })),
  length,
  stepsPerBar: 16,
  qpm: 100,
});
const lines = (window: { notes: Melody['notes'] }) =>
  window.notes.map(({ pitch, start, end }) => [pitch, start, end]);

describe('windows', () => {
  it('takes the whole of a melody that fits, without a word', () => {
    const air = melody(32, [
      [60, 0, 16],
      [62, 16, 32],
    ]);
    expect(windowOf(air, { bars: 2 })).toEqual({ notes: air.notes, length: 32, notices: [] });
  });

  it('repeats a short one by whole bars', () => {
    const window = windowOf(
      melody(16, [
        [60, 0, 4],
        [62, 8, 16],
      ]),
      { bars: 2 },
    );
    expect(lines(window)).toEqual([
      [60, 0, 4],
      [62, 8, 16],
      [60, 16, 20],
      [62, 24, 32],
    ]);
    expect(window.notices).toEqual(['‘Air’ is repeated to fill 2 bars.']);
  });

  it('lets the pickup lead into the repetition where there is room, and tells that it is left out', () => {
    const window = windowOf(
      melody(16, [
        [55, -4, 0],
        [60, 0, 12],
      ]),
      { bars: 2 },
    );
    expect(lines(window)).toEqual([
      [60, 0, 12],
      [55, 12, 16],
      [60, 16, 28],
      [55, 28, 32],
    ]);
    expect(window.notices[0]).toBe('The pickup before bar 1 of ‘Air’ is outside the window.');
    const full = windowOf(
      melody(16, [
        [55, -4, 0],
        [60, 0, 16],
      ]),
      { bars: 2 },
    );
    expect(lines(full)).toEqual([
      [60, 0, 16],
      [60, 16, 32],
    ]);
  });

  it('finds the first bars with music in a long one', () => {
    const long = melody(96, [
      [60, 0, 4],
      [62, 48, 52],
      [64, 52, 56],
      [65, 56, 70],
    ]);
    const window = windowOf(long, { bars: 2 });
    expect(lines(window)).toEqual([
      [62, 16, 20],
      [64, 20, 24],
      [65, 24, 32],
    ]);
    expect(window.notices).toEqual(['Took bars 3 to 4 of the 6 in ‘Air’.']);
  });

  it('begins where it is told, losing the note begun before', () => {
    const long = melody(64, [
      [60, 0, 20],
      [62, 20, 40],
      [64, 40, 64],
    ]);
    expect(lines(windowOf(long, { bars: 2, fromBar: 2 }))).toEqual([
      [62, 4, 24],
      [64, 24, 32],
    ]);
    expect(lines(windowOf(long, { bars: 2, fromBar: 3 }))).toEqual([[64, 8, 32]]);
  });

  it.each([0, 5, 1.5])('has no bar %d in four', (fromBar) => {
    const four = melody(64, [[60, 0, 64]]);
    expect(() => windowOf(four, { bars: 2, fromBar })).toThrow(
      `There is no bar ${fromBar} in ‘Air’: it has bars 1 to 4.`,
    );
  });

  it('says where there is silence', () => {
    expect(() => windowOf(melody(64, [[60, 0, 64]]), { bars: 2, fromBar: 3 })).toThrow(
      'No note begins in bars 3 to 4',
    );
  });

  it('fills exactly its bars with notes in order, for any melody', () => {
    fc.assert(
      fc.property(anyMelody, fc.constantFrom(2, 16), (any, bars) => {
        fc.pre(any.notes.some(({ start }) => start >= 0));
        const { notes, length } = windowOf(any, { bars });
        expect(length).toBe(bars * 16);
        let end = 0;
        for (const note of notes) {
          expect(note.start >= end && note.end > note.start && note.end <= length).toBe(true);
          end = note.end;
        }
        expect(notes.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  it('gives music from every built-in tune', () => {
    for (const { name } of TUNES) {
      expect(windowOf(findTune(name), { bars: 2 }).notes.length, name).toBeGreaterThanOrEqual(3);
      expect(windowOf(findTune(name), { bars: 16 }).notes.length, name).toBeGreaterThanOrEqual(20);
    }
  });
});
