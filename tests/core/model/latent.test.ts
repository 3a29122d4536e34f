import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interpolateLatents, lerp, mean, norm, slerp } from '../../../src/core/model/latent.js';

const coordinate = fc.float({ min: -4, max: 4, noNaN: true });
const pair = fc
  .integer({ min: 2, max: 24 })
  .chain((size) =>
    fc.tuple(
      fc.float32Array({ minLength: size, maxLength: size, min: -4, max: 4, noNaN: true }),
      fc.float32Array({ minLength: size, maxLength: size, min: -4, max: 4, noNaN: true }),
    ),
  );
const share = fc.double({ min: 0, max: 1, noNaN: true });
const method = fc.constantFrom('slerp' as const, 'lerp' as const);

const scaled = (a: Float32Array, factor: number): Float32Array => a.map((value) => value * factor);

function expectClose(a: Float32Array, b: Float32Array, tolerance = 1e-4): void {
  a.forEach((value, d) => {
    expect(Math.abs(value - (b[d] ?? NaN))).toBeLessThanOrEqual(tolerance);
  });
}

describe('slerp', () => {
  test('keeps the length on the way between vectors of one length', () => {
    fc.assert(
      fc.property(pair, share, ([a, b], t) => {
        fc.pre(norm(a) > 0.1 && norm(b) > 0.1);
        const cosine = a.reduce((sum, value, d) => sum + value * (b[d] ?? 0), 0) / (norm(a) * norm(b));
        // Opposite vectors have no arc and get the line, which passes near zero.
        fc.pre(Math.abs(cosine) < 0.999);
        expect(norm(slerp(scaled(a, 3 / norm(a)), scaled(b, 3 / norm(b)), t))).toBeCloseTo(3, 3);
      }),
    );
  });

  test('is the same way seen from the other end', () => {
    fc.assert(fc.property(pair, share, ([a, b], t) => expectClose(slerp(a, b, t), slerp(b, a, 1 - t))));
  });

  test('is finite for any vectors, zero, equal and opposite ones among them', () => {
    fc.assert(
      fc.property(pair, share, coordinate, ([a], t, factor) => {
        expect(slerp(a, scaled(a, factor), t).every(Number.isFinite)).toBe(true);
      }),
    );
  });

  test('takes the straight line where there is no arc', () => {
    const a = Float32Array.of(1, 2, 3);
    for (const b of [a, scaled(a, -1), scaled(a, 2), new Float32Array(3)]) {
      expect(slerp(a, b, 0.25)).toEqual(lerp(a, b, 0.25));
    }
  });

  test('is half way round the quarter circle at one half', () => {
    expectClose(
      slerp(Float32Array.of(1, 0), Float32Array.of(0, 1), 0.5),
      Float32Array.of(Math.SQRT1_2, Math.SQRT1_2),
      1e-7,
    );
  });
});

describe('interpolation', () => {
  test('has both ends bit for bit and as many points as asked for', () => {
    fc.assert(
      fc.property(pair, fc.integer({ min: 3, max: 16 }), method, ([a, b], count, way) => {
        const points = interpolateLatents(a, b, count, way);
        expect(points).toHaveLength(count);
        expect(points[0]).toEqual(a);
        expect(points.at(-1)).toEqual(b);
      }),
    );
  });

  test('does not hand out its arguments, which the caller may change', () => {
    const a = Float32Array.of(1, 2);
    expect(interpolateLatents(a, a, 3, 'lerp')[0]).not.toBe(a);
  });

  test('in a straight line moves by equal parts', () => {
    const [, quarter, half] = interpolateLatents(Float32Array.of(0), Float32Array.of(8), 5, 'lerp');
    expect([quarter?.[0], half?.[0]]).toEqual([2, 4]);
  });
});

test('the mean of points lies in their average direction, as far out as they do', () => {
  const middle = mean([Float32Array.of(3, 0), Float32Array.of(0, 3)]);
  expectClose(middle, Float32Array.of(3 * Math.SQRT1_2, 3 * Math.SQRT1_2), 1e-6);
  expect(mean([Float32Array.of(1, 5)])).toEqual(Float32Array.of(1, 5));
  expect(mean([Float32Array.of(2, -1), Float32Array.of(-2, 1)])).toEqual(Float32Array.of(0, 0));
  expect(() => mean([])).toThrow(RangeError);
});
