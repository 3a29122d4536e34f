import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countSequences,
  kneserNey,
  pruned,
  RELATIVE_LABELS,
  relativeLabels,
} from '../../src/evaluation/language-model.js';
import { packCounts, unpackCounts } from '../../src/evaluation/training-statistics.js';

const window = fc.uint8Array({ minLength: 8, maxLength: 40, max: 129 });

describe('labels in any key', () => {
  it('are worked out by hand', () => {
    // hold, C4, hold, E4, off, C4, C4 two octaves and more above.
    expect(relativeLabels(Uint8Array.from([0, 62, 0, 66, 1, 62, 62, 92]))).toEqual([
      0, 2, 0, 31, 1, 23, 27, 51,
    ]);
  });

  it('do not change when the tune is transposed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(0), fc.constant(1), fc.integer({ min: 40, max: 90 })), {
          minLength: 4,
        }),
        fc.integer({ min: -12, max: 12 }),
        (labels, shift) => {
          const moved = labels.map((label) => (label < 2 ? label : label + shift));
          expect(relativeLabels(Uint8Array.from(moved))).toEqual(relativeLabels(Uint8Array.from(labels)));
        },
      ),
    );
  });
});

describe('Kneser-Ney smoothing', () => {
  it('gives every history probabilities that sum to one, pruned or not', () => {
    fc.assert(
      fc.property(fc.array(window, { minLength: 1, maxLength: 6 }), window, (tunes, other) => {
        const counts = countSequences(tunes);
        for (const model of [kneserNey(counts), kneserNey(pruned(counts, 2))]) {
          const history = relativeLabels(other).slice(0, 6);
          let sum = 0;
          for (let label = 0; label < RELATIVE_LABELS; label++) sum += model.probability(history, label);
          expect(sum).toBeCloseTo(1, 9);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('agrees with a unigram worked out by hand', () => {
    // Labels 0 0 0 1: pairs 00 (twice) and 01, so 0 continues one kind of history and 1 another one: of two kinds
    // each has one. There is no pair of twos, so the discount is 0.75.
    const model = kneserNey(countSequences([Uint8Array.from([0, 0, 0, 1])]));
    const even = 1 / RELATIVE_LABELS;
    expect(model.probability([], 0)).toBeCloseTo((1 - 0.75 + 0.75 * 2 * even) / 2, 12);
    expect(model.probability([], 1)).toBeCloseTo((1 - 0.75 + 0.75 * 2 * even) / 2, 12);
    expect(model.probability([], 5)).toBeCloseTo((0.75 * 2 * even) / 2, 12);
  });

  it('finds what it has seen cheaper than the same steps shuffled', () => {
    const tune = Uint8Array.from([
      62, 0, 64, 0, 66, 0, 67, 0, 69, 0, 0, 0, 67, 0, 66, 0, 64, 0, 62, 0, 0, 0, 0, 0,
    ]);
    const shuffled = Uint8Array.from(tune).sort();
    const model = kneserNey(countSequences([tune, tune, tune]));
    expect(model.bitsPerStep(tune)).toBeLessThan(model.bitsPerStep(shuffled));
  });
});

describe('the file of counts', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(window, { maxLength: 5 }), (tunes) => {
        const counts = countSequences(tunes);
        expect(unpackCounts(packCounts(counts)).map((level) => new Map([...level].sort()))).toEqual(
          counts.map((level) => new Map([...level].sort())),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('is refused in one sentence where it is damaged', () => {
    const packed = packCounts(countSequences([Uint8Array.from([62, 0, 64])]));
    for (const bytes of [
      packed.slice(0, 20),
      new Uint8Array(5),
      packed.map((byte, place) => (place === 25 ? byte ^ 255 : byte)),
    ]) {
      expect(() => unpackCounts(bytes)).toThrow(/make it again with “npm run statistics”/);
    }
  });
});
