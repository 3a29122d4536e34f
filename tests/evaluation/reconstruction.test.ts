import { beforeAll, describe, expect, it } from 'vitest';
import { FULL_VOCABULARY } from '../../src/core/music/tokens.js';
import { commonestByPosition, measureBaselines } from '../../src/evaluation/baselines.js';
import { likenessOf, stepAccuracy } from '../../src/evaluation/likeness.js';
import { fewestDifferences, measureNearestNeighbour } from '../../src/evaluation/nearest-neighbour.js';
import { activeUnits, drawFromPosterior, klBits } from '../../src/evaluation/posterior-measures.js';
import { likeliestLabels, measureReconstruction } from '../../src/evaluation/reconstruction.js';
import { collectWindows, type WindowSet } from '../../src/evaluation/windows.js';
import { copyModel } from './copy-model.js';
import { madeUpTunes, row } from './made-up-corpus.js';

let windows: WindowSet;

beforeAll(async () => {
  const melodies = madeUpTunes(12, 20).map((tune) => {
    const { family, notes } = tune as { family: string; notes: [number, number, number][] };
    return {
      source: '',
      family,
      meter: '4/4',
      notes: notes.map(([pitch, start, end]) => ({ pitch, start, end })),
    };
  });
  windows = await collectWindows(melodies, { steps: 32, vocabulary: FULL_VOCABULARY });
});

describe('a model that gives back what it was given', () => {
  it('scores 1 in every way, with no width to its interval', async () => {
    const {
      teacherForced,
      sampled,
      greedy,
      activeUnits: active,
    } = await measureReconstruction(copyModel(32), windows, { seed: 3 });
    const certain = { mean: 1, low: 1, high: 1 };
    expect(teacherForced).toEqual({ ...certain, byBar: [1, 1] });
    for (const mode of [sampled, greedy]) {
      expect(mode).toEqual({ ...certain, byBar: [1, 1], exactBars: 1, onsetF1: 1, pitchAtSharedOnsets: 1 });
    }
    expect(active).toBeGreaterThan(0);
  });

  it('scores what another window scores when the latents change places', async () => {
    const next = (place: number, rows: number) => (place + Math.floor(rows / 2)) % rows;
    const shuffled = await measureReconstruction(copyModel(32, next), windows, { seed: 3 });
    const baselines = measureBaselines(windows, { seed: 3 });
    // Two unrelated windows agree where both hold, and now and then by chance: no more than the commonest labels do.
    expect(shuffled.greedy.mean).toBeLessThanOrEqual(baselines.perPositionMode.mean);
    expect(shuffled.greedy.mean).toBeGreaterThan(baselines.perPositionMode.mean - 0.2);
    expect(shuffled.greedy.exactBars).toBeLessThan(0.02);
    expect(shuffled.sampled.mean).toBeCloseTo(shuffled.greedy.mean, 10);
  });
});

describe('likeness', () => {
  // Two bars; in the first one pitch is wrong and one onset is missing, in the second nothing is.
  const original = row(`A...B...C...D...${'E.......F.......'}`);
  const decoded = row(`A...b.......D...${'E.......F.......'}`);

  it('is counted by hand', () => {
    expect(stepAccuracy(decoded, original)).toBe(30 / 32);
    const likeness = likenessOf([decoded], [original]);
    expect(likeness.byBar).toEqual([14 / 16, 1]);
    expect(likeness.exactBars).toBe(1 / 2);
    // 6 onsets against 5, all 5 shared; 4 of the 5 have the right pitch.
    expect(likeness.onsetF1).toBeCloseTo(10 / 11, 12);
    expect(likeness.pitchAtSharedOnsets).toBe(4 / 5);
  });

  it('has no pitch accuracy where no onset is shared', () => {
    expect(likenessOf([row('.A..............')], [row('A...............')]).pitchAtSharedOnsets).toBeNull();
  });
});

describe('baselines', () => {
  const two: WindowSet = {
    tokens: [row('A...A...A...A...'), row('A.B.A.B.C...C...')],
    families: ['one', 'other'],
  };

  it('count holds and the commonest labels by hand', () => {
    const baselines = measureBaselines(two, { seed: 0 });
    // 12 of 16 and 10 of 16 steps hold.
    expect(baselines.allHold.mean).toBe(22 / 32);
    // Of equals the lowest label is taken: A, not C; hold, not B. That is all of the first, 12 of 16 of the second.
    expect([...commonestByPosition(two.tokens)]).toEqual([...row('A...A...A...A...')]);
    expect(baselines.perPositionMode.mean).toBe(28 / 32);
    expect(baselines.perPositionModeFrom).toBe('evaluated windows');
  });

  it('take the commonest labels from training windows where there are any', () => {
    const training = [row('B...............')];
    const baselines = measureBaselines(two, { training, seed: 0 });
    expect(baselines.perPositionMode.mean).toBe(22 / 32);
    expect(baselines.perPositionModeFrom).toBe('training windows');
  });
});

describe('the nearest training window', () => {
  const training = [row('A...B...A...B...'), row('................')];

  it('is found by hand', () => {
    expect(fewestDifferences(row('A...B...C...D...'), training)).toBe(2);
    expect(fewestDifferences(row('A...............'), training)).toBe(1);
    expect(fewestDifferences(row('A...'), [])).toBe(4);
  });

  it('scores 1 for windows that were met in training', async () => {
    const met = { tokens: training, families: ['one', 'other'] };
    const figures = await measureNearestNeighbour(met, training, { seed: 0 });
    expect(figures).toEqual({ mean: 1, low: 1, high: 1, windows: 2 });
  });
});

describe('the posterior', () => {
  it('costs no bits where it is the prior, and half a mu² over ln 2 where only mu differs', () => {
    const sigma = [Float32Array.of(1, 1)];
    expect(klBits({ mu: [Float32Array.of(0, 0)], sigma })).toEqual([0]);
    expect(klBits({ mu: [Float32Array.of(3, 4)], sigma })[0]).toBeCloseTo(12.5 / Math.LN2, 10);
    // sigma 1/2: 0.5 · (1/4 + 2 ln 2 - 1) nats.
    const narrow = klBits({ mu: [Float32Array.of(0)], sigma: [Float32Array.of(0.5)] })[0];
    expect(narrow).toBeCloseTo((0.5 * (0.25 + 2 * Math.LN2 - 1)) / Math.LN2, 10);
  });

  it('is drawn from with its own mean and deviation, each row from its own stream', () => {
    const mu = Array.from({ length: 4000 }, () => Float32Array.of(2));
    const sigma = mu.map(() => Float32Array.of(0.5));
    const values = drawFromPosterior({ mu, sigma }, 7, 0).map(([value]) => value ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(mean).toBeCloseTo(2, 1);
    expect(Math.sqrt(variance)).toBeCloseTo(0.5, 1);
    const later = drawFromPosterior({ mu: mu.slice(5, 7), sigma: sigma.slice(5, 7) }, 7, 5);
    expect(later.map(([value]) => value)).toEqual(values.slice(5, 7));
  });

  it('has as many active units as dimensions that vary', () => {
    const mu = [Float32Array.of(0, 1, 0.05), Float32Array.of(1, 1, -0.05)];
    expect(activeUnits(mu)).toBe(1);
  });
});

it('takes the first of the likeliest labels', () => {
  expect([...likeliestLabels(Float32Array.of(0, 2, 2, 3, -1, 0), 3)]).toEqual([1, 0]);
});
