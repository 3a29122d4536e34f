import { expect, test } from 'vitest';
import {
  gumbelNoise,
  normals,
  openUniform,
  splitMix64,
  streamFor,
  xoshiro128StarStar,
} from '../../../src/core/model/random.js';

const take = <Value>(count: number, next: () => Value): Value[] => Array.from({ length: count }, next);

// Source: Rosetta Code, "Pseudo-random numbers/Splitmix64".
test('SplitMix64 gives its published outputs', () => {
  expect(take(5, splitMix64(1234567n))).toEqual([
    6457827717110365317n,
    3203168211198807973n,
    9817491932198370423n,
    4593380528125082431n,
    16408922859458223821n,
  ]);
});

// Source: the tests of Rust's rand_xoshiro, made with the authors' C implementation 1.1.
test('xoshiro128** gives its published outputs', () => {
  expect(take(10, xoshiro128StarStar([1, 2, 3, 4]))).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

test('a stream follows from seed, item and purpose, and from each of them', () => {
  const first = take(4, streamFor(7, 3, 'gumbel'));
  expect(take(4, streamFor(7, 3, 'gumbel'))).toEqual(first);
  const others = [
    streamFor(8, 3, 'gumbel'),
    streamFor(7, 4, 'gumbel'),
    streamFor(7, 3, 'prior'),
    streamFor(3, 7, 'gumbel'),
  ];
  for (const other of others) expect(take(4, other)).not.toEqual(first);
});

test('streams of neighbouring items start far apart', () => {
  const starts = new Set(Array.from({ length: 20_000 }, (_, item) => streamFor(0, item, 'gumbel')()));
  // Of 20,000 words out of 2^32 about 0.05 pairs meet by chance.
  expect(starts.size).toBeGreaterThan(19_995);
});

test('a recipe made today draws the same noise for ever', () => {
  expect(take(3, streamFor(0, 0, 'gumbel'))).toMatchInlineSnapshot(`
    [
      2160761120,
      3336631807,
      995374948,
    ]
  `);
  expect([...normals(streamFor(1, 2, 'prior'), 3)]).toMatchInlineSnapshot(`
    [
      0.7998428344726562,
      1.234218955039978,
      0.2573271095752716,
    ]
  `);
});

test('uniforms never reach the ends, so their logarithms are finite', () => {
  expect(openUniform(() => 0)).toBeGreaterThan(0);
  expect(openUniform(() => 2 ** 32 - 1)).toBeLessThan(1);
  expect(gumbelNoise(() => 0, 1)[0]).toBeLessThan(0);
  expect(Number.isFinite(gumbelNoise(() => 2 ** 32 - 1, 1)[0])).toBe(true);
});

test('Gumbel noise has the mean and variance of the Gumbel distribution', () => {
  const noise = gumbelNoise(streamFor(1, 0, 'gumbel'), 100_000);
  const { mean, variance } = moments(noise);
  expect(mean).toBeCloseTo(0.5772, 1);
  expect(variance).toBeCloseTo(Math.PI ** 2 / 6, 1);
});

test('normals have mean 0, variance 1 and the tails of N(0, 1)', () => {
  const values = normals(streamFor(1, 0, 'prior'), 100_001);
  const { mean, variance } = moments(values);
  expect(Math.abs(mean)).toBeLessThan(0.015);
  expect(Math.abs(variance - 1)).toBeLessThan(0.02);
  const beyondTwo = values.filter((value) => Math.abs(value) > 2).length / values.length;
  expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(0.003);
});

function moments(values: Float32Array): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, variance };
}
