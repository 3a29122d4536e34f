import { expect, test } from 'vitest';
import { hammingDistance, onsetF1, pitchAccuracy, stepsKept } from '../../../src/core/model/similarity.js';

// C for two steps, off, rest, D, hold, E, hold.
const tune = Uint8Array.of(62, 0, 1, 0, 64, 0, 66, 0);

test('a window is no distance from itself', () => {
  expect([
    hammingDistance(tune, tune),
    stepsKept(tune, tune),
    onsetF1(tune, tune),
    pitchAccuracy(tune, tune),
  ]).toEqual([0, 1, 1, 1]);
});

test('one changed pitch costs one step and a third of the pitches, but no onset', () => {
  const changed = tune.with(4, 65);
  expect(hammingDistance(tune, changed)).toBe(1 / 8);
  expect(onsetF1(tune, changed)).toBe(1);
  expect(pitchAccuracy(tune, changed)).toBeCloseTo(2 / 3);
});

test('an onset a step late is a miss on both sides', () => {
  const late = Uint8Array.of(62, 0, 1, 0, 0, 64, 66, 0);
  expect(onsetF1(tune, late)).toBeCloseTo(2 / 3);
  expect(pitchAccuracy(tune, late)).toBe(1);
});

test('windows without onsets agree about onsets; silence and a tune do not', () => {
  const silence = new Uint8Array(8);
  expect(onsetF1(silence, silence)).toBe(1);
  expect(onsetF1(silence, tune)).toBe(0);
});
