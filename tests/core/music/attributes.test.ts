import { describe, expect, it } from 'vitest';
import { attributesOf } from '../../../src/core/music/attributes.js';
import { FULL_VOCABULARY, notesToTokens } from '../../../src/core/music/tokens.js';

const measure = (notes: readonly (readonly [pitch: number, start: number, end: number])[]) =>
  attributesOf(
    notesToTokens(
      notes.map(([pitch, start, end]) => ({ pitch, start, end })),
      32,
      FULL_VOCABULARY,
    ),
    FULL_VOCABULARY,
  );

describe('attributes of a window, worked out by hand', () => {
  it('measures a scale in quarters', () => {
    const values = measure([
      [60, 0, 4],
      [62, 4, 8],
      [64, 8, 12],
      [65, 12, 16],
      [67, 16, 32],
    ]);
    expect(values.density).toBe(5 / 32);
    expect(values.register).toBe((60 * 4 + 62 * 4 + 64 * 4 + 65 * 4 + 67 * 16) / 32);
    expect(values.leaps).toBe((2 + 2 + 1 + 2) / 4);
    expect(values.syncopation).toBe(0);
    expect(values.diatonic).toBe(1);
    expect(values.noteLength).toBe(32 / 5);
  });

  it('counts an onset as syncopated only where the stronger place before it is empty', () => {
    // Step 2 follows an onset on the beat; 6 and 11 do not; 9 is odd and follows an onset on 8.
    const values = measure([
      [60, 0, 2],
      [60, 2, 3],
      [60, 6, 7],
      [60, 8, 9],
      [60, 9, 10],
      [60, 11, 12],
    ]);
    expect(values.syncopation).toBe(2 / 6);
  });

  it('weighs foreign notes by how long they sound', () => {
    // C D E F G A B is one scale; F sharp for 4 of 32 steps is not in it, nor is any other scale better.
    const values = measure([
      [60, 0, 4],
      [62, 4, 8],
      [64, 8, 12],
      [65, 12, 16],
      [66, 16, 20],
      [67, 20, 24],
      [69, 24, 28],
      [71, 28, 32],
    ]);
    expect(values.diatonic).toBe(28 / 32);
  });

  it('says that silence has no pitch', () => {
    const values = measure([]);
    expect(values.density).toBe(0);
    expect(values.register).toBeNaN();
    expect(values.leaps).toBeNaN();
  });
});
