import { describe, expect, it } from 'vitest';
import { quantise } from '../../../src/core/music/quantise.js';
import { notes, part, type Sixteenths, song } from './songs.js';

function quantised(lines: readonly Sixteenths[], values: Parameters<typeof song>[1] = {}) {
  const played = notes(lines);
  return quantise(played, song([part({ notes: played })], values));
}

const steps = (lines: readonly Sixteenths[], values: Parameters<typeof song>[1] = {}) =>
  quantised(lines, values).melody.notes.map(({ pitch, start, end }) => [pitch, start, end]);

describe('the grid', () => {
  it('takes notes to the nearest sixteenth', () => {
    expect(
      steps([
        [60, 0.3, 3.8],
        [62, 3.7, 8.2],
        [64, 8, 16],
      ]),
    ).toEqual([
      [60, 0, 4],
      [62, 4, 8],
      [64, 8, 16],
    ]);
  });

  it('gives notes of no length a step, shortens overlaps, keeps the higher at one step', () => {
    expect(
      steps([
        [60, 0, 0],
        [62, 4, 9],
        [64, 8, 12],
        [67, 8.2, 12],
      ]),
    ).toEqual([
      [60, 0, 1],
      [62, 4, 8],
      [67, 8, 12],
    ]);
  });

  it('counts beats, so tempo moves no note; the tempo is the one at which it lasts as long', () => {
    const tempos = [
      { tick: 0, qpm: 60 },
      { tick: 8 * 120, qpm: 120 },
    ];
    const { melody, notices } = quantised(
      [
        [60, 0, 8],
        [62, 8, 16],
      ],
      { tempos },
    );
    expect(melody.notes.map(({ start }) => start)).toEqual([0, 8]);
    // Two quarters at 60 and two at 120 are three seconds: four quarters at 80.
    expect(melody.qpm).toBe(80);
    expect(notices).toEqual(['The tempo changes in the file (60 to 120); here it is a steady 80.']);
  });

  it('takes the tempo under the melody, not the one before it', () => {
    const tempos = [
      { tick: 0, qpm: 60 },
      { tick: 16 * 120, qpm: 97.123 },
    ];
    expect(
      quantised(
        [
          [60, 16, 20],
          [62, 20, 24],
        ],
        { tempos },
      ),
    ).toMatchObject({ melody: { qpm: 97.12 }, notices: [] });
  });

  it('snaps triplets and says how many there were', () => {
    const triplets = Array.from(
      { length: 6 },
      (_, i): Sixteenths => [60 + i, (i * 4) / 3, ((i + 1) * 4) / 3],
    );
    const { melody, notices } = quantised(triplets);
    expect(melody.notes.map(({ start }) => start)).toEqual([0, 1, 3, 4, 5, 7]);
    expect(notices).toEqual(['4 triplet or swung notes were moved to the nearest sixteenth.']);
  });

  it('says when playing is free', () => {
    const free = [0, 3.6, 8.35, 12.4, 15.6, 20.42].map((at, i): Sixteenths => [60 + i, at, at + 3]);
    expect(quantised(free).notices.join()).toContain('played freely');
  });
});

describe('bars', () => {
  it('drops silent bars in front and fills the last bar', () => {
    const { melody } = quantised([
      [60, 34, 36],
      [62, 36, 50],
    ]);
    expect(melody).toMatchObject({ length: 32, notes: [{ start: 2 }, { start: 4, end: 18 }] });
  });

  it('keeps a pickup as a pickup: half a bar of silence or more before it', () => {
    expect(
      steps([
        [60, 12, 16],
        [62, 16, 32],
      ]),
    ).toEqual([
      [60, -4, 0],
      [62, 0, 16],
    ]);
    expect(
      steps([
        [60, 8, 16],
        [62, 16, 32],
      ]),
    ).toEqual([
      [60, -8, 0],
      [62, 0, 16],
    ]);
    expect(
      steps([
        [60, 7, 16],
        [62, 16, 32],
      ]),
    ).toEqual([
      [60, 7, 16],
      [62, 16, 32],
    ]);
  });

  it('does not call the only bar with notes a pickup', () => {
    expect(
      steps([
        [60, 12, 14],
        [62, 14, 16],
      ]),
    ).toEqual([
      [60, 12, 14],
      [62, 14, 16],
    ]);
  });

  it('takes downbeats from the metre that holds longest, behind a short first bar too', () => {
    const timeSignatures = [
      { tick: 0, numerator: 1, denominator: 4 },
      { tick: 480, numerator: 3, denominator: 4 },
    ];
    const { melody, notices } = quantised(
      [
        [60, 0, 4],
        [62, 4, 16],
        [64, 16, 28],
      ],
      { timeSignatures },
    );
    expect(melody).toMatchObject({
      stepsPerBar: 12,
      length: 24,
      notes: [{ start: -4 }, { start: 0 }, { start: 12 }],
    });
    expect(notices).toEqual(['The metre changes; bar lines are those of 3/4.']);
  });

  it.each([
    [6, 8, 12],
    [2, 4, 8],
    [2, 2, 16],
    [12, 8, 24],
    [5, 4, 20],
    [7, 8, 14],
    [7, 32, 16],
  ])('%i/%i has %i steps', (numerator, denominator, stepsPerBar) => {
    const timeSignatures = [{ tick: 0, numerator, denominator }];
    expect(
      quantised(
        [
          [60, 0, 4],
          [62, 4, 8],
        ],
        { timeSignatures },
      ).melody.stepsPerBar,
    ).toBe(stepsPerBar);
  });
});
