import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossfadeBars, mixSteps } from '../../../src/core/music/mixing.js';

const window = fc.uint8Array({ minLength: 32, maxLength: 32, max: 129 });
const coins = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
  minLength: 32,
  maxLength: 32,
});

function differing(a: Uint8Array, b: Uint8Array): number {
  return a.filter((label, step) => label !== b[step]).length;
}

describe('mixing in the data space', () => {
  it('begins with the one and ends with the other', () => {
    fc.assert(
      fc.property(window, window, coins, (a, b, tosses) => {
        expect(mixSteps(a, b, 0, tosses)).toEqual(a);
        expect(mixSteps(a, b, 1, tosses)).toEqual(b);
        expect(crossfadeBars(a, b, 0)).toEqual(a);
        expect(crossfadeBars(a, b, 1)).toEqual(b);
      }),
    );
  });

  it('only ever moves away from the first and towards the second', () => {
    fc.assert(
      fc.property(
        window,
        window,
        coins,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (a, b, tosses, share) => {
          const near = mixSteps(a, b, share / 2, tosses);
          const far = mixSteps(a, b, share, tosses);
          expect(differing(a, near)).toBeLessThanOrEqual(differing(a, far));
          expect(differing(b, far)).toBeLessThanOrEqual(differing(b, near));
        },
      ),
    );
  });

  it('cuts at bar lines', () => {
    const a = new Uint8Array(32).fill(5);
    const b = new Uint8Array(32).fill(9);
    expect([...crossfadeBars(a, b, 0.5)]).toEqual([...Array(16).fill(9), ...Array(16).fill(5)]);
  });
});
