import * as tf from '@tensorflow/tfjs-core';
import type { Tokens } from '../../music/tokens.js';
import { type BatchShape, barMajorTokens, rowsOf } from '../batch.js';
import type { Posterior } from '../engine.js';
import type { EncoderNetwork } from '../network.js';
import {
  applyCell,
  applyDense,
  denseTensors,
  disposeAll,
  type LstmTensors,
  lstmTensors,
  zeroState,
} from './layers.js';

interface Level {
  readonly forward: LstmTensors;
  readonly backward: LstmTensors;
}

/** Gates' share of the input at one step, with the bias, `[rows, 4 units]`. */
type InputGates = (layer: LstmTensors, step: number) => tf.Tensor2D;

/** An encoder whose weights lie on the backend. */
export interface TfjsEncoder {
  /** @param tokens windows `[T]` */
  encode(tokens: readonly Tokens[]): Promise<Posterior>;
  dispose(): void;
}

/** Brings the encoder to tfjs. */
export function tfjsEncoder(encoder: EncoderNetwork, shape: BatchShape): TfjsEncoder {
  const levels = encoder.levels.map(({ forward, backward }) => ({
    forward: lstmTensors(forward),
    backward: lstmTensors(backward),
  }));
  const [within, over] = levels;
  if (!within) throw new Error('an encoder has at least one level');
  const [muLayer, sigmaLayer] = [denseTensors(encoder.mu), denseTensors(encoder.sigma)];

  const encode = async (tokens: readonly Tokens[]): Promise<Posterior> => {
    const [mu, sigma] = tf.tidy(() => {
      const bars = embedBars(
        within,
        barMajorTokens(tokens, shape),
        shape.bars * tokens.length,
        shape.barSteps,
      );
      const embedding = over ? embedPiece(over, bars, shape.bars) : bars;
      return [applyDense(embedding, muLayer), tf.softplus(applyDense(embedding, sigmaLayer))];
    });
    const [muValues, sigmaValues] = await Promise.all([floatsOf(mu), floatsOf(sigma)]);
    const latent = encoder.mu.outputs;
    return { mu: rowsOf(muValues, latent), sigma: rowsOf(sigmaValues, latent) };
  };
  return { encode, dispose: () => disposeAll({ levels, muLayer, sigmaLayer }) };
}

/** Labels `[steps, rows]` to embeddings `[rows, 2 E]`; the product with a one-hot row is a look-up. */
function embedBars(level: Level, labels: Int32Array, rows: number, steps: number): tf.Tensor2D {
  return embed(level, rows, steps, (layer, step) => {
    const atStep = tf.tensor1d(labels.subarray(step * rows, (step + 1) * rows), 'int32');
    return tf.add(tf.gather(layer.inputRows, atStep), layer.bias);
  });
}

/** Bar-major embeddings `[bars · B, 2 E]` to one embedding an item, `[B, 2 E]`. */
function embedPiece(level: Level, embeddings: tf.Tensor2D, bars: number): tf.Tensor2D {
  const batch = embeddings.shape[0] / bars;
  return embed(level, batch, bars, (layer, bar) => {
    const atBar = tf.slice(embeddings, [bar * batch, 0], [batch, -1]);
    return tf.add(tf.matMul(atBar, layer.inputRows), layer.bias);
  });
}

function embed({ forward, backward }: Level, rows: number, steps: number, gates: InputGates): tf.Tensor2D {
  const run = (layer: LstmTensors, order: (index: number) => number): tf.Tensor2D => {
    let state = zeroState(rows, layer.units);
    for (let index = 0; index < steps; index++) {
      state = applyCell(gates(layer, order(index)), state, layer.ownRows);
    }
    return state.hidden;
  };
  return tf.concat([run(forward, (index) => index), run(backward, (index) => steps - 1 - index)], 1);
}

/** Downloads and frees a tensor. */
async function floatsOf(tensor: tf.Tensor | undefined): Promise<Float32Array> {
  const values = await tensor?.data();
  tensor?.dispose();
  if (values instanceof Float32Array) return values;
  throw new Error('tfjs gave no float32 values');
}
