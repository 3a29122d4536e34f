import type { Tokens } from '../music/tokens.js';
import type { EngineModel, Posterior } from './engine.js';
import type { Latent } from './latent.js';
import { gumbelNoise, streamFor } from './random.js';

/** Items in one run of the engine: bounds its memory, and beyond it a larger batch gains nothing. */
const LARGEST_BATCH = 16;

/** Encodes any number of windows. */
export async function encodeAll(model: EngineModel, tokens: readonly Tokens[]): Promise<Posterior> {
  const mu: Float32Array[] = [];
  const sigma: Float32Array[] = [];
  for (let from = 0; from < tokens.length; from += LARGEST_BATCH) {
    const part = await model.encode(tokens.slice(from, from + LARGEST_BATCH));
    mu.push(...part.mu);
    sigma.push(...part.sigma);
  }
  return { mu, sigma };
}

/** How the rows of a decode draw. */
export interface FullDraw {
  /** 0 when greedy. */
  readonly temperature: number;
  readonly seed: number;
  /** Stream of every row. */
  readonly items: readonly number[];
  /** T · V. */
  readonly noiseSize: number;
}

/** Decodes any number of latents, each with the noise of its own item. */
export function decodeAll(model: EngineModel, z: readonly Latent[], draw: FullDraw): Promise<Tokens[]> {
  return inBatches(z.length, (from, to) => {
    const rows = z.slice(from, to);
    if (draw.temperature === 0) return model.decode(rows, { invTemperature: 1 });
    const noise = draw.items
      .slice(from, to)
      .map((item) => gumbelNoise(streamFor(draw.seed, item, 'gumbel'), draw.noiseSize));
    return model.decode(rows, { invTemperature: 1 / draw.temperature, noise });
  });
}

/** Runs items in batches of bounded size, one batch after another. */
export async function inBatches<Item>(
  count: number,
  run: (from: number, to: number) => Promise<Item[]>,
): Promise<Item[]> {
  const results: Item[] = [];
  for (let from = 0; from < count; from += LARGEST_BATCH) {
    results.push(...(await run(from, Math.min(count, from + LARGEST_BATCH))));
  }
  return results;
}
