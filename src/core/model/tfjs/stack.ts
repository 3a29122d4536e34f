import * as tf from '@tensorflow/tfjs-core';
import { applyCell, type CellTensors, type DenseTensors, initialStates, type LstmTensors } from './layers.js';

/** A conductor on the backend. */
export interface ConductorTensors {
  readonly initialState: DenseTensors;
  readonly layers: readonly LstmTensors[];
}

/** One embedding a bar, each `[B, C]`. The conductor's input is zero, so only its own output and the bias count. */
export function conduct(
  { initialState, layers }: ConductorTensors,
  z: tf.Tensor2D,
  bars: number,
): tf.Tensor2D[] {
  let states = initialStates(z, initialState, layers);
  const embeddings: tf.Tensor2D[] = [];
  for (let bar = 0; bar < bars; bar++) {
    states = climb(layers, states, undefined);
    const top = states.at(-1);
    if (top) embeddings.push(top.hidden);
  }
  return embeddings;
}

/** One step of a stack; each layer reads the one below, the lowest reads `below` or zeros. */
export function climb(
  layers: readonly LstmTensors[],
  states: readonly CellTensors[],
  below: tf.Tensor2D | undefined,
): CellTensors[] {
  const next: CellTensors[] = [];
  layers.forEach((layer, index) => {
    const own = states[index];
    if (!own) throw new Error('every layer has a state');
    const input = next.at(-1)?.hidden ?? below;
    const batch = own.hidden.shape[0];
    const gates: tf.Tensor2D = input
      ? tf.add(tf.matMul(input, layer.inputRows), layer.bias)
      : tf.broadcastTo(layer.bias, [batch, 4 * layer.units]);
    next.push(applyCell(gates, own, layer.ownRows));
  });
  return next;
}
