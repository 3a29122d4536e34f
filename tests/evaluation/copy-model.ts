import type { Posterior } from '../../src/core/model/engine.js';
import { FULL_VOCABULARY, type Tokens, vocabularySize } from '../../src/core/music/tokens.js';
import type { EvaluatedModel } from '../../src/evaluation/evaluated-model.js';

const LABELS = vocabularySize(FULL_VOCABULARY);
/** So narrow that no draw leaves the label. */
const SIGMA = 1e-3;

/**
 * A model whose latent is the window itself: it gives back what it was given.
 * @param order which window's latent each row gets; its own where not named
 */
export function copyModel(steps: number, order = (row: number, _rows: number) => row): EvaluatedModel {
  const decode = async (z: readonly Float32Array[]): Promise<Tokens[]> =>
    z.map((latent) =>
      Uint8Array.from(latent, (value) => Math.min(LABELS - 1, Math.max(0, Math.round(value)))),
    );
  return {
    name: 'copy',
    hash: '0'.repeat(16),
    bars: steps / 16,
    steps,
    latentSize: steps,
    vocabulary: FULL_VOCABULARY,
    hierarchical: false,
    engine: 'none',
    async encode(tokens): Promise<Posterior> {
      const rows = tokens.map((_, row) => tokens[order(row, tokens.length)] ?? new Uint8Array(steps));
      return {
        mu: rows.map((row) => Float32Array.from(row)),
        sigma: rows.map(() => new Float32Array(steps).fill(SIGMA)),
      };
    },
    decode,
    async teacherForcedLogits(z) {
      return (await decode(z)).map((window) => {
        const logits = new Float32Array(steps * LABELS);
        window.forEach((label, step) => {
          logits[step * LABELS + label] = 1;
        });
        return logits;
      });
    },
  };
}
