import { itemLogits, itemTokens } from '../batch.js';
import type { Checkpoint } from '../checkpoint.js';
import type { Engine, EngineModel } from '../engine.js';
import { sizesOf } from '../network.js';
import { forcingNoise } from '../teacher-forcing.js';
import { openBackend, type TfjsBackend } from './backend.js';
import { tfjsDecoder } from './decoder.js';
import { tfjsEncoder } from './encoder.js';

/**
 * tfjs: `@tensorflow/tfjs-node` where it is installed, else a portable backend. Slower than onnxruntime, and the
 * independent check of it.
 * @throws UserError `engine-unavailable` where no backend works
 */
export async function openTfjsEngine(options: { readonly backend?: TfjsBackend } = {}): Promise<Engine> {
  const { backend, why } = await openBackend(options.backend);
  const name = backend === 'tensorflow' ? 'tfjs-node' : `tfjs-${backend}`;
  return { name, why, load: loadModel };
}

async function loadModel({ config, encoder, decoder }: Checkpoint): Promise<EngineModel> {
  const { labels } = sizesOf(decoder);
  const bars = config.segments ?? 1;
  const shape = { bars, barSteps: config.steps / bars, labels };
  const listener = tfjsEncoder(encoder, shape);
  const player = tfjsDecoder(decoder, shape);
  return {
    encode: listener.encode,
    async decode(z, options) {
      return itemTokens((await player.decode(z, options, false)).tokens, z.length);
    },
    async teacherForcedLogits(z, tokens) {
      const noise = tokens.map((row) => forcingNoise(row, labels));
      const { logits } = await player.decode(z, { invTemperature: 1, noise }, true);
      return itemLogits(logits, z.length, labels);
    },
    async release() {
      listener.dispose();
      player.dispose();
    },
  };
}
