import { expect } from 'vitest';
import type { MusicVae } from '../../../src/core/model/music-vae.js';
import { gumbelNoise, streamFor } from '../../../src/core/model/random.js';
import { vocabularySize } from '../../../src/core/music/tokens.js';

export interface Compared {
  readonly z: readonly Float32Array[];
  readonly a: readonly Uint8Array[];
  readonly b: readonly Uint8Array[];
  readonly seed: number;
  readonly temperature: number;
}

/**
 * Rows may differ only from a step on at which the two best scores lie within 1e-4 of each other: there rounding
 * decides, and everything after follows from it.
 */
export async function expectSameOrNearTie(
  model: MusicVae,
  { z, a, b, seed, temperature }: Compared,
): Promise<void> {
  const logits = await model.teacherForcedLogits(z, a);
  const labels = vocabularySize(model.vocabulary);
  a.forEach((row, item) => {
    const step = row.findIndex((label, index) => label !== b[item]?.[index]);
    if (step < 0) return;
    const noise = gumbelNoise(streamFor(seed, item, 'gumbel'), model.steps * labels);
    const scores = Array.from({ length: labels }, (_, label) => {
      const at = step * labels + label;
      const logit = logits[item]?.[at] ?? NaN;
      return temperature === 0 ? logit : logit / temperature + (noise[at] ?? NaN);
    }).toSorted((x, y) => y - x);
    expect((scores[0] ?? NaN) - (scores[1] ?? NaN), `item ${item} differs at step ${step}`).toBeLessThan(
      1e-4,
    );
  });
}
