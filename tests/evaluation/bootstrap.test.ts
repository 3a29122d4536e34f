import { describe, expect, it } from 'vitest';
import { estimate, quantile } from '../../src/evaluation/bootstrap.js';

describe('estimate', () => {
  it('has no width for a constant', () => {
    expect(estimate([0.5, 0.5, 0.5], ['a', 'b', 'b'], 0)).toEqual({ mean: 0.5, low: 0.5, high: 0.5 });
  });

  it('gives the same interval for the same seed, another for another', () => {
    const values = Array.from({ length: 50 }, (_, row) => (row * 7919) % 97);
    const groups = values.map((_, row) => String(row));
    expect(estimate(values, groups, 1)).toEqual(estimate(values, groups, 1));
    expect(estimate(values, groups, 1)).not.toEqual(estimate(values, groups, 2));
  });

  it('is as wide as theory says for many independent values', () => {
    // 400 coins, half of them 1: the standard error is 0.5 / 20, the interval 1.96 of it on each side.
    const values = Array.from({ length: 400 }, (_, row) => row % 2);
    const { mean, low, high } = estimate(
      values,
      values.map((_, row) => String(row)),
      0,
    );
    expect(mean).toBe(0.5);
    expect(high - low).toBeCloseTo(2 * 1.96 * 0.025, 2);
  });

  it('is wider where the values come in families that agree', () => {
    const values = Array.from({ length: 400 }, (_, row) => Math.floor(row / 40) % 2);
    const single = estimate(
      values,
      values.map((_, row) => String(row)),
      0,
    );
    const families = estimate(
      values,
      values.map((_, row) => String(Math.floor(row / 40))),
      0,
    );
    expect(families.mean).toBe(single.mean);
    expect(families.high - families.low).toBeGreaterThan(3 * (single.high - single.low));
  });

  it('refuses to answer for nothing', () => {
    expect(() => estimate([], [], 0)).toThrow(RangeError);
  });
});

it('quantile lies between neighbours in proportion', () => {
  expect(quantile(Float64Array.of(0, 10, 20), 0.25)).toBe(5);
  expect(quantile(Float64Array.of(0, 10, 20), 1)).toBe(20);
});
