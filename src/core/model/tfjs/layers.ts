import * as tf from '@tensorflow/tfjs-core';
import { type Dense, gateBias, type LstmLayer } from '../network.js';

/** A fully connected layer on the backend. */
export interface DenseTensors {
  readonly kernel: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
}

/** An LSTM layer on the backend, its kernel cut into the rows of the input and of its own output. */
export interface LstmTensors {
  readonly units: number;
  /** `[inputs, 4 units]` */
  readonly inputRows: tf.Tensor2D;
  /** `[units, 4 units]` */
  readonly ownRows: tf.Tensor2D;
  /** `[4 units]`, forget bias in */
  readonly bias: tf.Tensor1D;
}

/** State of one layer, each `[B, units]`. */
export interface CellTensors {
  readonly cell: tf.Tensor2D;
  readonly hidden: tf.Tensor2D;
}

/** Brings a fully connected layer to the backend. */
export function denseTensors({ kernel, bias, inputs, outputs }: Dense): DenseTensors {
  return { kernel: tf.tensor2d(kernel, [inputs, outputs]), bias: tf.tensor1d(bias) };
}

/** Brings an LSTM layer to the backend. */
export function lstmTensors(layer: LstmLayer): LstmTensors {
  const { kernel, inputs, units } = layer;
  const cut = inputs * 4 * units;
  return {
    units,
    inputRows: tf.tensor2d(kernel.subarray(0, cut), [inputs, 4 * units]),
    ownRows: tf.tensor2d(kernel.subarray(cut), [units, 4 * units]),
    bias: tf.tensor1d(gateBias(layer)),
  };
}

/** x · kernel + bias. */
export function applyDense(x: tf.Tensor2D, { kernel, bias }: DenseTensors): tf.Tensor2D {
  return tf.add(tf.matMul(x, kernel), bias);
}

/**
 * One step of a layer.
 * @param inputGates the input's share of the gates with the bias, `[B, 4 units]`
 */
export function applyCell(inputGates: tf.Tensor2D, state: CellTensors, ownRows: tf.Tensor2D): CellTensors {
  const gates = tf.add(inputGates, tf.matMul(state.hidden, ownRows));
  const [i, j, f, o] = tf.split(gates, 4, 1);
  if (!i || !j || !f || !o) throw new Error('an LSTM cell has four gates');
  const cell = tf.add(tf.mul(tf.sigmoid(f), state.cell), tf.mul(tf.sigmoid(i), tf.tanh(j)));
  return { cell: cell as tf.Tensor2D, hidden: tf.mul(tf.sigmoid(o), tf.tanh(cell)) as tf.Tensor2D };
}

/** The states that a vector sets, in the order c0, h0, c1, h1, ... */
export function initialStates(
  vector: tf.Tensor2D,
  dense: DenseTensors,
  layers: readonly { readonly units: number }[],
): CellTensors[] {
  const state = tf.tanh(applyDense(vector, dense));
  const cut = tf.split(
    state,
    layers.flatMap(({ units }) => [units, units]),
    1,
  );
  return layers.map((_, layer) => {
    const [cell, hidden] = cut.slice(2 * layer, 2 * layer + 2);
    if (!cell || !hidden) throw new Error('a layer has a cell and an output');
    return { cell: cell as tf.Tensor2D, hidden: hidden as tf.Tensor2D };
  });
}

/** A zero state for a batch. */
export function zeroState(batch: number, units: number): CellTensors {
  return { cell: tf.zeros([batch, units]), hidden: tf.zeros([batch, units]) };
}

/** Frees every tensor found in plain objects and arrays, at any depth. */
export function disposeAll(holder: object): void {
  for (const value of Object.values(holder)) {
    if (value instanceof tf.Tensor) value.dispose();
    else if (typeof value === 'object' && value !== null) disposeAll(value);
  }
}
