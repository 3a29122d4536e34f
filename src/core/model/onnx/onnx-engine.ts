import type { InferenceSession } from 'onnxruntime-web';
import type { Tokens } from '../../music/tokens.js';
import {
  type BatchShape,
  barMajorTokens,
  interleaveNoise,
  itemLogits,
  itemTokens,
  rowsOf,
  stacked,
} from '../batch.js';
import type { Checkpoint } from '../checkpoint.js';
import type { DecodeOptions, Engine, EngineModel, Posterior } from '../engine.js';
import { sizesOf } from '../network.js';
import { forcingNoise } from '../teacher-forcing.js';
import { DECODER, decoderModel } from './decoder-graph.js';
import { ENCODER, encoderModel } from './encoder-graph.js';
import { loadOnnxRuntime, type OnnxRuntime } from './runtime.js';

/**
 * onnxruntime with the whole autoregressive loop in one graph, made in memory from the checkpoint.
 *
 * Inference blocks its thread (the native build too), so servers run it in a worker.
 * @throws UserError `engine-unavailable` where onnxruntime does not load
 */
export async function openOnnxEngine(options: { readonly native: boolean }): Promise<Engine> {
  const runtime = await loadOnnxRuntime(options);
  return { name: runtime.name, why: runtime.why, load: (checkpoint) => loadModel(runtime, checkpoint) };
}

/** One thread: a second one made every measured decode slower, and workers share the cores anyway. */
const SESSION_OPTIONS: InferenceSession.SessionOptions = { intraOpNumThreads: 1, logSeverityLevel: 3 };

async function loadModel(
  runtime: OnnxRuntime,
  { config, encoder, decoder }: Checkpoint,
): Promise<EngineModel> {
  const { InferenceSession, Tensor } = runtime;
  const { latent, labels } = sizesOf(decoder);
  const bars = config.segments ?? 1;
  const shape: BatchShape = { bars, barSteps: config.steps / bars, labels };
  const encoderSession = await InferenceSession.create(
    encoderModel(encoder, config, labels),
    SESSION_OPTIONS,
  );
  const decoderSession = await InferenceSession.create(decoderModel(decoder, config), SESSION_OPTIONS);

  const run = async (
    z: readonly Float32Array[],
    { invTemperature, noise }: DecodeOptions,
    wanted: string,
  ) => {
    const batch = z.length;
    const lead = config.segments === null ? [config.steps] : [bars, shape.barSteps];
    const outputs = await decoderSession.run(
      {
        [DECODER.z]: new Tensor('float32', stacked(z), [batch, latent]),
        [DECODER.inverseTemperature]: new Tensor('float32', Float32Array.of(invTemperature), [1]),
        [DECODER.firstToken]: new Tensor('int64', new BigInt64Array(batch).fill(BigInt(labels)), [batch]),
        [DECODER.noise]: new Tensor('float32', interleaveNoise(noise, batch, shape), [
          ...lead,
          batch,
          labels,
        ]),
      },
      [wanted],
    );
    return outputs[wanted]?.data;
  };

  return {
    async encode(tokens: readonly Tokens[]): Promise<Posterior> {
      const rows = bars * tokens.length;
      const labelsIn = BigInt64Array.from(barMajorTokens(tokens, shape), BigInt);
      const feeds = { [ENCODER.tokens]: new Tensor('int64', labelsIn, [shape.barSteps, rows]) };
      const { mu, sigma } = await encoderSession.run(feeds, [ENCODER.mu, ENCODER.sigma]);
      return { mu: rowsOf(floats(mu?.data), latent), sigma: rowsOf(floats(sigma?.data), latent) };
    },
    async decode(z, options) {
      const tokens = await run(z, options, DECODER.tokens);
      if (!(tokens instanceof BigInt64Array)) throw new Error('onnxruntime gave no tokens');
      return itemTokens(Uint8Array.from(tokens, Number), z.length);
    },
    async teacherForcedLogits(z, tokens) {
      const noise = tokens.map((row) => forcingNoise(row, labels));
      return itemLogits(floats(await run(z, { invTemperature: 1, noise }, DECODER.logits)), z.length, labels);
    },
    async release() {
      await Promise.all([encoderSession.release(), decoderSession.release()]);
    },
  };
}

function floats(values: unknown): Float32Array {
  if (values instanceof Float32Array) return values;
  throw new Error('onnxruntime gave no float32 values');
}
