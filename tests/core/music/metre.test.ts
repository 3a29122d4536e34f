import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rebar, unbar } from '../../../src/core/music/metre.js';
import { findTune } from '../../../src/core/music/tunes/tunes.js';
import { anyMelody } from './arbitraries.js';

const melody = (
  stepsPerBar: number,
  length: number,
  notes: readonly (readonly [number, number, number])[],
) => ({
  title: 't',
  notes: notes.map(([pitch, start, end]) => ({ pitch, start, end })),
  length,
  stepsPerBar,
  qpm: 100,
});

describe('bars of 16 steps', () => {
  it('leaves 4/4 alone', () => {
    const tune = findTune('twinkle');
    expect(rebar(tune)).toEqual({ melody: tune });
  });

  it('gives 3/4 a fourth beat: held where the note sounds to the bar line, else a rest', () => {
    const waltz = melody(12, 36, [
      [60, -4, 0],
      [62, 0, 12],
      [64, 12, 20],
      [65, 20, 26],
      [67, 28, 36],
    ]);
    const { melody: inFour, notice } = rebar(waltz);
    expect(inFour).toEqual({
      ...melody(16, 48, [
        [60, -8, 0],
        [62, 0, 16],
        [64, 16, 24],
        [65, 24, 34],
        [67, 36, 48],
      ]),
    });
    expect(notice).toBe('Each bar of three beats was given a fourth, since the models count in four.');
  });

  it('joins bars of 2/4 and pads an odd one', () => {
    const { melody: joined, notice } = rebar(
      melody(8, 24, [
        [60, -2, 0],
        [62, 0, 8],
        [64, 16, 24],
      ]),
    );
    expect(joined).toEqual(
      melody(16, 32, [
        [60, -2, 0],
        [62, 0, 8],
        [64, 16, 24],
      ]),
    );
    expect(notice).toBe('Every two bars were joined into one of 4/4.');
  });

  it('makes 32 steps of 24, and 16 of two times 6', () => {
    expect(
      rebar(
        melody(24, 24, [
          [60, 0, 12],
          [62, 12, 24],
        ]),
      ).melody,
    ).toMatchObject({ length: 32, notes: [{ end: 16 }, { start: 16, end: 32 }] });
    expect(rebar(melody(6, 18, [[60, 6, 12]])).melody).toMatchObject({
      length: 32,
      notes: [{ start: 6, end: 16 }],
    });
  });

  it('draws bar lines anew in other metres and moves no note', () => {
    const five = melody(20, 40, [
      [60, 0, 20],
      [62, 20, 40],
    ]);
    expect(rebar(five).melody).toEqual({ ...five, stepsPerBar: 16, length: 48 });
    expect(rebar(five).notice).toContain('redrawn');
  });

  it('keeps all promises of a melody, and unbar undoes it, in any metre', () => {
    fc.assert(
      fc.property(anyMelody, (any) => {
        const inFour = rebar(any).melody;
        expect(inFour.stepsPerBar).toBe(16);
        expect(inFour.length % 16).toBe(0);
        let end = any.stepsPerBar > 16 ? Number.NEGATIVE_INFINITY : -16;
        for (const note of inFour.notes) {
          expect(note.start >= end && note.end > note.start && note.end <= inFour.length).toBe(true);
          end = note.end;
        }
        expect(unbar(inFour, any.stepsPerBar).notes).toEqual(any.notes);
        if (any.stepsPerBar % 12 === 0) expect(unbar(inFour, any.stepsPerBar)).toEqual(any);
      }),
      { numRuns: 200 },
    );
  });

  it('drops what begins in the added beat on the way back', () => {
    const inFour = melody(16, 32, [
      [60, 0, 13],
      [62, 13, 16],
      [64, 16, 32],
    ]);
    expect(unbar(inFour, 12)).toEqual(
      melody(12, 24, [
        [60, 0, 12],
        [64, 12, 24],
      ]),
    );
  });
});
