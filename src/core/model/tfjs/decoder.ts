import { setImmediate } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import { type BatchShape, interleaveNoise, stacked } from '../batch.js';
import { coreEntry } from '../core-weights.js';
import type { DecodeOptions } from '../engine.js';
import { type DecoderNetwork, sizesOf } from '../network.js';
import {
  applyCell,
  applyDense,
  type DenseTensors,
  denseTensors,
  disposeAll,
  initialStates,
  type LstmTensors,
  lstmTensors,
} from './layers.js';
import { climb, conduct } from './stack.js';

/** What the decoder gives: labels `[T, B]`, logits `[T, B, V]` where they were wanted. */
export interface DecodedBatch {
  readonly tokens: Uint8Array;
  readonly logits: Float32Array;
}

interface Core {
  readonly initialState: DenseTensors;
  /** `[V + 1, 4 units]`, the last row zero: nothing was before */
  readonly tokenRows: tf.Tensor2D;
  readonly conditionRows: tf.Tensor2D;
  readonly entryBias: tf.Tensor1D;
  readonly entryOwnRows: tf.Tensor2D;
  readonly entryUnits: number;
  /** The layers above the first. */
  readonly upper: readonly LstmTensors[];
  readonly output: DenseTensors;
}

/** One bar (all steps when flat) of a batch. */
interface Bar {
  /** `[B, C]` */
  readonly condition: tf.Tensor2D;
  /** int32 `[B]` */
  readonly firstToken: tf.Tensor1D;
  /** `[steps, B, V]` */
  readonly noise: tf.Tensor3D | undefined;
  readonly steps: number;
  readonly invTemperature: number;
}

/** A decoder whose weights lie on the backend. */
export interface TfjsDecoder {
  /** @param z latents `[Z]` */
  decode(z: readonly Float32Array[], options: DecodeOptions, withLogits: boolean): Promise<DecodedBatch>;
  dispose(): void;
}

/** Brings the decoder to tfjs: the same sums as the ONNX graph's, written as a loop. */
export function tfjsDecoder(decoder: DecoderNetwork, shape: BatchShape): TfjsDecoder {
  const core = coreTensors(decoder);
  const conductor = decoder.conductor && {
    initialState: denseTensors(decoder.conductor.initialState),
    layers: decoder.conductor.layers.map(lstmTensors),
  };
  const { latent } = sizesOf(decoder);

  const decode: TfjsDecoder['decode'] = async (z, { invTemperature, noise }, withLogits) => {
    const batch = z.length;
    const { bars, barSteps: steps, labels } = shape;
    const drawn = noise && interleaveNoise(noise, batch, shape);
    const conditions = tf.tidy(() => {
      const latents = tf.tensor2d(stacked(z), [batch, latent]);
      return conductor ? conduct(conductor, latents, bars) : [latents];
    });
    const tokens = new Uint8Array(bars * steps * batch);
    const logits = new Float32Array(withLogits ? bars * steps * batch * labels : 0);
    let firstToken: tf.Tensor1D = tf.fill([batch], labels, 'int32');
    for (const [bar, condition] of conditions.entries()) {
      const played = tf.tidy(() => {
        const size = steps * batch * labels;
        const barNoise =
          drawn && tf.tensor3d(drawn.subarray(bar * size, (bar + 1) * size), [steps, batch, labels]);
        return playBar(core, { condition, firstToken, noise: barNoise, steps, invTemperature }, withLogits);
      });
      tokens.set(await played.tokens.data(), bar * steps * batch);
      if (played.logits) logits.set(await played.logits.data(), bar * steps * batch * labels);
      tf.dispose([firstToken, condition, played.tokens, ...(played.logits ? [played.logits] : [])]);
      firstToken = played.lastToken;
      // A long window takes seconds here: others may use the thread between bars.
      await setImmediate();
    }
    firstToken.dispose();
    return { tokens, logits };
  };
  return { decode, dispose: () => disposeAll({ core, conductor }) };
}

function coreTensors(decoder: DecoderNetwork): Core {
  const { labels, condition } = sizesOf(decoder);
  const entry = coreEntry(decoder);
  const columns = 4 * entry.units;
  return {
    initialState: denseTensors(decoder.core.initialState),
    tokenRows: tf.tensor2d(entry.tokenRows, [labels + 1, columns]),
    conditionRows: tf.tensor2d(entry.conditionRows, [condition, columns]),
    entryBias: tf.tensor1d(entry.bias),
    entryOwnRows: tf.tensor2d(entry.ownRows, [entry.units, columns]),
    entryUnits: entry.units,
    upper: decoder.core.layers.slice(1).map(lstmTensors),
    output: denseTensors(decoder.output),
  };
}

/** A type and not an interface, as tfjs takes only those out of its scopes. */
type PlayedBar = {
  readonly lastToken: tf.Tensor1D;
  /** int32 `[steps, B]` */
  readonly tokens: tf.Tensor;
  /** `[steps, B, V]` */
  readonly logits: tf.Tensor | undefined;
};

function playBar(core: Core, bar: Bar, withLogits: boolean): PlayedBar {
  const widths = [{ units: core.entryUnits }, ...core.upper];
  const fixed: tf.Tensor2D = tf.add(tf.matMul(bar.condition, core.conditionRows), core.entryBias);
  let states = initialStates(bar.condition, core.initialState, widths);
  let token = bar.firstToken;
  const noise = bar.noise && tf.unstack(bar.noise);
  const tokens: tf.Tensor1D[] = [];
  const allLogits: tf.Tensor2D[] = [];
  for (let step = 0; step < bar.steps; step++) {
    const [entryState, ...upperStates] = states;
    if (!entryState) throw new Error('a core decoder has at least one layer');
    const gates: tf.Tensor2D = tf.add(fixed, tf.gather(core.tokenRows, token));
    const entry = applyCell(gates, entryState, core.entryOwnRows);
    states = [entry, ...climb(core.upper, upperStates, entry.hidden)];
    const logits = applyDense(states.at(-1)?.hidden ?? entry.hidden, core.output);
    const scaled = tf.mul(logits, bar.invTemperature);
    const atStep = noise?.[step];
    token = tf.argMax(atStep ? tf.add(scaled, atStep) : scaled, 1);
    tokens.push(token);
    if (withLogits) allLogits.push(logits);
  }
  return {
    lastToken: token.clone(),
    tokens: tf.stack(tokens),
    logits: withLogits ? tf.stack(allLogits) : undefined,
  };
}
