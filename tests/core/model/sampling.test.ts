import { expect, test } from 'vitest';
import { openEngine } from '../../../src/core/model/engine.js';
import { vocabularySize } from '../../../src/core/music/tokens.js';
import { loadFixture } from './fixtures.js';

const DRAWS = 2000;

test.each([0.5, 1, 1.5])(
  'at temperature %f the first label is drawn from softmax(logits / T)',
  async (temperature) => {
    const model = await loadFixture('flat_float32', await openEngine('onnx'));
    const { z } = await model.sample(1, { seed: 5 });
    const [latent = new Float32Array()] = z;
    const [logits = new Float32Array()] = await model.teacherForcedLogits(z, [new Uint8Array(model.steps)]);
    const expected = softmax(logits.slice(0, vocabularySize(model.vocabulary)), temperature);

    const tokens = await model.decode(
      Array.from({ length: DRAWS }, () => latent),
      { temperature, seed: 1 },
    );
    const counts = new Array<number>(expected.length).fill(0);
    for (const row of tokens) {
      const label = row[0] ?? 0;
      counts[label] = (counts[label] ?? 0) + 1;
    }
    const { statistic, freedom } = chiSquare(counts, expected);
    // Mean k, variance 2 k: four standard deviations above the mean; the seed is fixed, so this never wavers.
    expect(freedom).toBeGreaterThan(2);
    expect(statistic).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom));
    await model.release();
  },
);

test('temperature near zero comes near to the greedy decode', async () => {
  const model = await loadFixture('flat_float32', await openEngine('onnx'));
  const { z, tokens: greedy } = await model.sample(8, { seed: 2 });
  const same = async (temperature: number): Promise<number> => {
    const tokens = await model.decode(z, { temperature, seed: 3 });
    return tokens.filter((row, item) => row[0] === greedy[item]?.[0]).length;
  };
  expect(await same(0.1)).toBeGreaterThan(await same(1.5));
  await model.release();
});

function softmax(logits: Float32Array, temperature: number): number[] {
  const highest = logits.reduce((a, b) => Math.max(a, b));
  const weights = [...logits].map((logit) => Math.exp((logit - highest) / temperature));
  const total = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / total);
}

/** Pearson's statistic; labels expected fewer than five times are taken together. */
function chiSquare(
  counts: readonly number[],
  expected: readonly number[],
): { statistic: number; freedom: number } {
  const cells: { seen: number; due: number }[] = [];
  const rare = { seen: 0, due: 0 };
  expected.forEach((probability, label) => {
    const cell = { seen: counts[label] ?? 0, due: probability * DRAWS };
    if (cell.due >= 5) cells.push(cell);
    else {
      rare.seen += cell.seen;
      rare.due += cell.due;
    }
  });
  if (rare.due > 0.5) cells.push(rare);
  const statistic = cells.reduce((sum, { seen, due }) => sum + (seen - due) ** 2 / due, 0);
  return { statistic, freedom: cells.length - 1 };
}
