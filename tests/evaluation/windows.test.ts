import { describe, expect, it } from 'vitest';
import { FULL_VOCABULARY } from '../../src/core/music/tokens.js';
import { collectWindows, drawWindows, isWorthMeasuring, windowsOf } from '../../src/evaluation/windows.js';
import { row } from './made-up-corpus.js';

const TWO_BARS = { steps: 32, vocabulary: FULL_VOCABULARY };
const note = (pitch: number, start: number, end: number) => ({ pitch, start, end });

describe('windowsOf', () => {
  it('begins a window on every bar, and forgets a note that was begun before it', () => {
    // Three bars: the note over the first bar line ends in the second bar, before anything begins there.
    const notes = [note(60, 0, 4), note(62, 8, 20), note(64, 24, 32), note(65, 32, 48)];
    const [first, second, ...others] = windowsOf({ notes }, TWO_BARS);
    expect(others).toEqual([]);
    // MIDI pitch p is label p + 2, so 60 is `>`, 62 `@`, 64 `B`, 65 `C`; the first note ends in a rest.
    expect(first).toEqual(row('>...x...@...........x...B.......'));
    expect(second).toEqual(row('........B.......C...............'));
  });

  it('leaves out a pickup and what is shorter than a window', () => {
    expect(windowsOf({ notes: [note(60, -4, 0), note(62, 0, 16)] }, TWO_BARS)).toEqual([]);
  });
});

describe('isWorthMeasuring', () => {
  it.each([
    ['three pitches', 'A.......B.......C...............', true],
    ['two onsets', 'A.......B.......................', false],
    ['two pitches', 'A.......B.......A.......B.......', false],
    ['24 steps between onsets', 'A.......................BC......', true],
    ['25 steps between onsets', 'A........................BC.....', false],
    ['25 steps at the end', 'A.B...C.........................', false],
  ])('a window with %s', (_, text, worth) => {
    expect(isWorthMeasuring(row(text))).toBe(worth);
  });
});

describe('collectWindows', () => {
  it('keeps the first of equal windows with its family', async () => {
    const notes = [note(60, 0, 8), note(62, 8, 16), note(64, 16, 32)];
    const melodies = ['first', 'second'].map((family) => ({ source: '', family, meter: '4/4', notes }));
    const { tokens, families } = await collectWindows(melodies, TWO_BARS);
    expect(tokens).toHaveLength(1);
    expect(families).toEqual(['first']);
  });
});

describe('drawWindows', () => {
  const windows = {
    tokens: Array.from({ length: 20 }, (_, place) => Uint8Array.of(place)),
    families: Array.from({ length: 20 }, (_, place) => `f${place}`),
  };

  it('draws without replacement, keeps families beside their windows, and follows the seed', () => {
    const drawn = drawWindows(windows, 8, 1);
    expect(new Set(drawn.families).size).toBe(8);
    expect(drawn.families).toEqual(drawn.tokens.map(([place]) => `f${place}`));
    expect(drawWindows(windows, 8, 1)).toEqual(drawn);
    expect(drawWindows(windows, 8, 2)).not.toEqual(drawn);
  });

  it('takes all where there are no more', () => {
    expect(drawWindows(windows, 21, 1)).toEqual(windows);
  });
});
