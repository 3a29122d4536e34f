import { describe, expect, it } from 'vitest';
import { FULL_VOCABULARY, type Tokens } from '../../src/core/music/tokens.js';
import { isMemorised, memorisedShare } from '../../src/evaluation/memorisation.js';
import { commonArea, overlappingArea } from '../../src/evaluation/overlapping-area.js';

/** A tune of 32 steps, an onset every other step. */
function tune(pitches: readonly number[], shift = 0): Tokens {
  return Uint8Array.from({ length: 32 }, (_, step) =>
    step % 2 === 0 ? 2 + shift + (pitches[(step / 2) % pitches.length] ?? 60) : 0,
  );
}

describe('tunes learned by heart', () => {
  const known = [tune([60, 62, 64, 65, 67, 69, 71, 72])];

  it('are found in every key within the half octave', () => {
    for (const shift of [-5, -1, 0, 6]) {
      expect(isMemorised(tune([60, 62, 64, 65, 67, 69, 71, 72], shift), known)).toBe(true);
    }
    expect(isMemorised(tune([60, 62, 64, 65, 67, 69, 71, 72], 7), known)).toBe(false);
  });

  it('may differ in fewer than a tenth of the steps: 3 of 32, not 4', () => {
    const near = Uint8Array.from(known[0] ?? []);
    for (const step of [1, 3, 5]) near[step] = 1;
    expect(isMemorised(near, known)).toBe(true);
    near[7] = 1;
    expect(isMemorised(near, known)).toBe(false);
  });

  it('are counted', async () => {
    expect(await memorisedShare([...known, tune([40, 41]), tune([50, 57]), tune([30])], known)).toBe(0.25);
  });
});

describe('overlapping area', () => {
  it('is one for a sample and itself, nothing for samples far apart', () => {
    const values = Array.from({ length: 200 }, (_, place) => Math.sin(place * 1.7));
    expect(commonArea(values, values)).toBeCloseTo(1, 3);
    const far = values.map((value) => value + 1000);
    expect(commonArea(values, far)).toBeLessThan(0.001);
    expect(commonArea([5, 5, 5], [5, 5])).toBe(1);
  });

  it('tells tunes of another kind from tunes of one kind', () => {
    const scale = (start: number, from: number) =>
      Array.from({ length: 40 }, (_, row) =>
        tune([0, 2, 4, 5, 7].map((step) => from + start + step + (row % 5))),
      );
    const same = overlappingArea(scale(0, 60), scale(1, 60), FULL_VOCABULARY);
    const others = Array.from({ length: 40 }, (_, row) => tune([30, 90, 31 + (row % 3), 89]));
    expect(same).toBeGreaterThan(0.6);
    expect(overlappingArea(others, scale(1, 60), FULL_VOCABULARY)).toBeLessThan(same - 0.2);
  });
});
