import type { CheckpointConfig } from '../checkpoint-config.js';
import type { EncoderNetwork } from '../network.js';
import { Graph, modelBytes, nameSource } from './graph.js';
import { addBidirectional, addDense } from './lstm.js';

/** Names of the encoder model's inputs and outputs. */
export const ENCODER = {
  /** int64 `[steps, rows]`: the steps of a bar; rows are bars within items, bar-major (T steps and B rows when flat) */
  tokens: 'tokens',
  /** float32 `[B, Z]` */
  mu: 'mu',
  /** float32 `[B, Z]`, a standard deviation */
  sigma: 'sigma',
} as const;

/**
 * The encoder as one ONNX model. A hierarchical one embeds all bars of all items as one batch, then reads the
 * bars' embeddings in order.
 * @param labels number of labels V
 * @returns the model file's bytes
 */
export function encoderModel(encoder: EncoderNetwork, config: CheckpointConfig, labels: number): Uint8Array {
  const graph = new Graph('encoder', nameSource());
  const bars = config.segments ?? 1;
  graph.input(ENCODER.tokens, 'int64', [config.steps / bars, 'rows']);
  const depth = graph.integers('depth', [labels]);
  const offAndOn = graph.weights('off_and_on', [2], Float32Array.of(0, 1));
  let sequence = graph.node('OneHot', [ENCODER.tokens, depth, offAndOn], { axis: 2 });
  let embedding = '';
  encoder.levels.forEach((level, index) => {
    const last = addBidirectional(graph, sequence, level);
    const byRow = graph.node('Transpose', [last], { perm: [1, 0, 2] });
    const width = level.forward.units + level.backward.units;
    if (index === encoder.levels.length - 1) embedding = reshaped(graph, byRow, [width]);
    else sequence = reshaped(graph, byRow, [bars, width]);
  });
  const mu = addDense(graph, 'mu', embedding, encoder.mu);
  const sigma = graph.node('Softplus', [addDense(graph, 'sigma', embedding, encoder.sigma)]);
  graph.nodeWith('Identity', [mu], [ENCODER.mu]);
  graph.nodeWith('Identity', [sigma], [ENCODER.sigma]);
  graph.output(ENCODER.mu, 'float32', ['B', encoder.mu.outputs]);
  graph.output(ENCODER.sigma, 'float32', ['B', encoder.mu.outputs]);
  return modelBytes(graph);
}

/** `[rows, 2, E]` to `[B, 2 E]`, or to `[bars, B, 2 E]`: the batch is what remains. */
function reshaped(graph: Graph, x: string, sizes: readonly [number] | readonly [number, number]): string {
  const shape = sizes.length === 1 ? [-1, sizes[0]] : [sizes[0], -1, sizes[1]];
  return graph.node('Reshape', [x, graph.integers('shape', shape)]);
}
