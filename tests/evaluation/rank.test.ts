import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ranks, spearman } from '../../src/evaluation/rank.js';
import { multiply, ridgeInverse } from '../../src/evaluation/solve.js';

describe('rank correlation', () => {
  it('shares the ranks of equal values', () => {
    expect(ranks([10, 20, 20, 5])).toEqual([2, 3.5, 3.5, 1]);
  });

  it('gives the textbook value', () => {
    // d = 0, -1, 1, 0, 0, so 1 - 6 · 2 / (5 · 24) = 0.9.
    expect(spearman([1, 2, 3, 4, 5], [1, 3, 2, 4, 5])).toBeCloseTo(0.9, 12);
  });

  it('is 1 for whatever rises, -1 for what falls, 0 for what stays', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 2 }), (values) => {
        expect(
          spearman(
            values,
            values.map((value) => value ** 3),
          ),
        ).toBeCloseTo(1, 9);
        expect(
          spearman(
            values,
            values.map((value) => -value),
          ),
        ).toBeCloseTo(-1, 9);
        expect(
          spearman(
            values,
            values.map(() => 7),
          ),
        ).toBe(0);
      }),
    );
  });
});

describe('the ridge inverse', () => {
  it('is the inverse where there is no ridge', () => {
    const a = [
      [2, 1, 0],
      [0, -3, 1],
      [1, 0, 1],
    ];
    const product = multiply(a, ridgeInverse(a, 0));
    product.forEach((row, i) => {
      row.forEach((value, j) => {
        expect(value).toBeCloseTo(i === j ? 1 : 0, 9);
      });
    });
  });

  it('stays small where the matrix is nearly singular', () => {
    const twins = [
      [1, 0.9999],
      [0.9999, 1],
    ];
    expect(Math.max(...ridgeInverse(twins, 0.05).flat().map(Math.abs))).toBeLessThan(5);
    expect(Math.max(...ridgeInverse(twins, 0).flat().map(Math.abs))).toBeGreaterThan(1000);
  });
});
