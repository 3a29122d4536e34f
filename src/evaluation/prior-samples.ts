import { normals, streamFor } from '../core/model/random.js';
import type { Tokens } from '../core/music/tokens.js';
import { type EvaluatedModel, inChunks, type OnDone } from './evaluated-model.js';

/** Tunes decoded from z ~ N(0, I): those that `sample` gives for the same seed and temperature. */
export async function samplePrior(
  model: EvaluatedModel,
  count: number,
  options: { readonly temperature: number; readonly seed: number; readonly onDone?: OnDone | undefined },
): Promise<Tokens[]> {
  const { temperature, seed, onDone = () => undefined } = options;
  const items = Array.from({ length: count }, (_, item) => item);
  return inChunks(items, onDone, (chunk, firstItem) => {
    const z = chunk.map((item) => normals(streamFor(seed, item, 'prior'), model.latentSize));
    return model.decode(z, { temperature, seed, firstItem });
  });
}
