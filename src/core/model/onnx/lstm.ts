import { type BidirectionalLayer, type Dense, gateBias, type LstmLayer } from '../network.js';
import type { Graph } from './graph.js';

/** Names of the values of one layer's state. */
export interface CellState {
  readonly cell: string;
  readonly hidden: string;
}

/** Adds x · kernel + bias. */
export function addDense(
  graph: Graph,
  stem: string,
  x: string,
  { inputs, outputs, kernel, bias }: Dense,
): string {
  const product = graph.node('MatMul', [x, graph.weights(stem, [inputs, outputs], kernel)]);
  return graph.node('Add', [product, graph.weights(stem, [outputs], bias)]);
}

/**
 * Cuts a stack's first state, squashed, into its layers' states.
 * @param axis last axis of `vector`, counted from the front
 */
export function addInitialStates(
  graph: Graph,
  stem: string,
  vector: string,
  stack: { readonly initialState: Dense; readonly layers: readonly LstmLayer[] },
  axis: number,
): CellState[] {
  const state = graph.node('Tanh', [addDense(graph, stem, vector, stack.initialState)]);
  const sizes = stack.layers.flatMap(({ units }) => [units, units]);
  const cut = graph.nodes('Split', [state, graph.integers(stem, sizes)], sizes.length, { axis });
  return stack.layers.map((_, layer) => ({ cell: cut[2 * layer] ?? '', hidden: cut[2 * layer + 1] ?? '' }));
}

/**
 * Adds the gates of one step: i, j, f, o = gates; c' = sigmoid(f) c + sigmoid(i) tanh(j); h' = sigmoid(o) tanh(c').
 * @param gates `[B, 4 units]`, forget bias already in
 * @param sizes name of the int64 constant `[units, units, units, units]`
 */
export function addCell(graph: Graph, gates: string, cell: string, sizes: string): CellState {
  const [i = '', j = '', f = '', o = ''] = graph.nodes('Split', [gates, sizes], 4, { axis: 1 });
  const kept = graph.node('Mul', [graph.node('Sigmoid', [f]), cell]);
  const written = graph.node('Mul', [graph.node('Sigmoid', [i]), graph.node('Tanh', [j])]);
  const next = graph.node('Add', [kept, written]);
  const hidden = graph.node('Mul', [graph.node('Sigmoid', [o]), graph.node('Tanh', [next])]);
  return { cell: next, hidden };
}

/**
 * Adds an ONNX `LSTM` node from a given first state.
 * @param x `[steps, B, inputs]`
 * @returns name of the outputs, `[steps, B, units]`
 */
export function addLstm(
  graph: Graph,
  x: string,
  layer: LstmLayer,
  state: CellState,
  axes: { first: string; second: string },
): string {
  const weights = addLstmWeights(graph, [layer]);
  const hidden = graph.node('Unsqueeze', [state.hidden, axes.first]);
  const cell = graph.node('Unsqueeze', [state.cell, axes.first]);
  const [y = ''] = graph.nodes('LSTM', [x, ...weights, '', hidden, cell], 3, { hidden_size: layer.units });
  return graph.node('Squeeze', [y, axes.second]);
}

/**
 * Adds a bidirectional ONNX `LSTM` node from the zero state.
 * @param x `[steps, B, inputs]`
 * @returns name of the last outputs, `[2, B, units]`: forward after the last step, backward after the first
 */
export function addBidirectional(graph: Graph, x: string, { forward, backward }: BidirectionalLayer): string {
  const weights = addLstmWeights(graph, [forward, backward]);
  const attributes = { hidden_size: forward.units, direction: 'bidirectional' };
  const [, last = ''] = graph.nodes('LSTM', [x, ...weights], 3, attributes);
  return last;
}

/** Column blocks of TensorFlow (i, j, f, o) in the order in which ONNX wants its rows (i, o, f, c). */
const BLOCK_ORDER = [0, 3, 2, 1] as const;

/** W `[directions, 4 units, inputs]`, R `[directions, 4 units, units]` and B `[directions, 8 units]`. */
function addLstmWeights(graph: Graph, layers: readonly [LstmLayer, ...LstmLayer[]]): string[] {
  const [{ inputs, units }] = layers;
  const directions = layers.length;
  const ofInput = layers.map((layer) => turned(layer, 0, inputs));
  const ofState = layers.map((layer) => turned(layer, inputs, units));
  const biases = layers.map((layer) => paddedBias(layer));
  return [
    graph.weights('lstm_w', [directions, 4 * units, inputs], concatenated(ofInput)),
    graph.weights('lstm_r', [directions, 4 * units, units], concatenated(ofState)),
    graph.weights('lstm_b', [directions, 8 * units], concatenated(biases)),
  ];
}

/** `count` rows of a kernel from `first` on, transposed and with the blocks in ONNX's order. */
function turned({ kernel, units }: LstmLayer, first: number, count: number): Float32Array {
  const result = new Float32Array(4 * units * count);
  BLOCK_ORDER.forEach((block, position) => {
    for (let unit = 0; unit < units; unit++) {
      const row = (position * units + unit) * count;
      for (let input = 0; input < count; input++) {
        result[row + input] = kernel[(first + input) * 4 * units + block * units + unit] ?? 0;
      }
    }
  });
  return result;
}

/** The bias in ONNX's order; its second half, for the recurrent product, stays zero. */
function paddedBias(layer: LstmLayer): Float32Array {
  const { units } = layer;
  const bias = gateBias(layer);
  const result = new Float32Array(8 * units);
  BLOCK_ORDER.forEach((block, position) => {
    result.set(bias.subarray(block * units, (block + 1) * units), position * units);
  });
  return result;
}

function concatenated(arrays: readonly Float32Array[]): Float32Array {
  const result = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const array of arrays) {
    result.set(array, offset);
    offset += array.length;
  }
  return result;
}
