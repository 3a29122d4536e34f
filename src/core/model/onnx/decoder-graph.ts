import type { CheckpointConfig } from '../checkpoint-config.js';
import { coreEntry } from '../core-weights.js';
import { type DecoderNetwork, type SeededStack, sizesOf, topUnits } from '../network.js';
import { Graph, modelBytes, nameSource } from './graph.js';
import { addInitialStates, addLstm, type CellState } from './lstm.js';
import { stepGraph } from './step-graph.js';

/** Names of the decoder model's inputs and outputs. */
export const DECODER = {
  /** float32 `[B, Z]` */
  z: 'z',
  /** float32 `[1]` */
  inverseTemperature: 'inverse_temperature',
  /** int64 `[B]`, all V: nothing was before */
  firstToken: 'first_token',
  /** float32 `[T, B, V]`, or `[bars, steps, B, V]` when hierarchical */
  noise: 'noise',
  /** int64 `[T, B]`, or `[bars, steps, B]` */
  tokens: 'tokens',
  /** float32 `[T, B, V]`, or `[bars, steps, B, V]` */
  logits: 'logits',
} as const;

/**
 * The whole autoregressive decoder as one ONNX model: token = argmax(logits / temperature + noise), which with
 * Gumbel noise is a draw from softmax(logits / temperature), and with none the likeliest token.
 * @returns the model file's bytes
 */
export function decoderModel(decoder: DecoderNetwork, config: CheckpointConfig): Uint8Array {
  const graph = new Graph('decoder', nameSource());
  const { latent } = sizesOf(decoder);
  graph.input(DECODER.z, 'float32', ['B', latent]);
  graph.input(DECODER.inverseTemperature, 'float32', [1]);
  graph.input(DECODER.firstToken, 'int64', ['B']);
  const { conductor } = decoder;
  if (conductor) addBars(graph, decoder, conductor, config);
  else addSteps(graph, decoder, config.steps);
  return modelBytes(graph);
}

/** Flat: one loop over all steps. */
function addSteps(graph: Graph, decoder: DecoderNetwork, steps: number): void {
  const { labels } = sizesOf(decoder);
  graph.input(DECODER.noise, 'float32', [steps, 'B', labels]);
  const { states, condition } = addCoreStart(graph, decoder, DECODER.z, 1);
  const loop = addStepLoop(graph, decoder, {
    states,
    condition,
    token: DECODER.firstToken,
    noise: DECODER.noise,
  });
  graph.nodeWith('Identity', [loop.tokens], [DECODER.tokens]);
  graph.nodeWith('Identity', [loop.logits], [DECODER.logits]);
  graph.output(DECODER.tokens, 'int64', [steps, 'B']);
  graph.output(DECODER.logits, 'float32', [steps, 'B', labels]);
}

/**
 * Hierarchical: the conductor first, then for all bars at once the core's first states, then a loop over bars
 * around the loop over steps. Only the last token crosses a bar line.
 */
function addBars(
  graph: Graph,
  decoder: DecoderNetwork,
  conductor: SeededStack,
  config: CheckpointConfig,
): void {
  const bars = config.segments ?? 1;
  const steps = config.steps / bars;
  const { labels } = sizesOf(decoder);
  graph.input(DECODER.noise, 'float32', [bars, steps, 'B', labels]);
  const embeddings = addConductor(graph, conductor, bars);
  const { states, condition } = addCoreStart(graph, decoder, embeddings, 2);
  const scanned = [...states.flatMap(({ cell, hidden }) => [cell, hidden]), condition, DECODER.noise];
  const [, tokens = '', logits = ''] = graph.nodes('Scan', [DECODER.firstToken, ...scanned], 3, {
    body: barGraph(graph, decoder, steps),
    num_scan_inputs: scanned.length,
  });
  graph.nodeWith('Identity', [tokens], [DECODER.tokens]);
  graph.nodeWith('Identity', [logits], [DECODER.logits]);
  graph.output(DECODER.tokens, 'int64', [bars, steps, 'B']);
  graph.output(DECODER.logits, 'float32', [bars, steps, 'B', labels]);
}

/** The body of the loop over bars. State: token. Scan inputs: the bar's states, condition and noise. */
function barGraph(outer: Graph, decoder: DecoderNetwork, steps: number): Graph {
  const graph = new Graph('bar', outer.newName);
  const { labels } = sizesOf(decoder);
  const { layers } = decoder.core;
  const token = graph.input(graph.newName('token'), 'int64', ['B']);
  const states = layers.map(({ units }) => ({
    cell: graph.input(graph.newName('cell'), 'float32', ['B', units]),
    hidden: graph.input(graph.newName('hidden'), 'float32', ['B', units]),
  }));
  const condition = graph.input(graph.newName('condition'), 'float32', ['B', 4 * (layers[0]?.units ?? 0)]);
  const noise = graph.input(graph.newName('noise'), 'float32', [steps, 'B', labels]);
  const loop = addStepLoop(graph, decoder, { states, condition, token, noise });
  graph.output(loop.lastToken, 'int64', ['B']);
  graph.output(loop.tokens, 'int64', [steps, 'B']);
  graph.output(loop.logits, 'float32', [steps, 'B', labels]);
  return graph;
}

interface LoopStart {
  readonly states: readonly CellState[];
  readonly condition: string;
  readonly token: string;
  readonly noise: string;
}

function addStepLoop(
  graph: Graph,
  decoder: DecoderNetwork,
  { states, condition, token, noise }: LoopStart,
): { lastToken: string; tokens: string; logits: string } {
  const context = { condition, inverseTemperature: DECODER.inverseTemperature };
  const flatStates = states.flatMap(({ cell, hidden }) => [cell, hidden]);
  const outputs = graph.nodes('Scan', [...flatStates, token, noise], flatStates.length + 3, {
    body: stepGraph(graph, decoder, coreEntry(decoder), context),
    num_scan_inputs: 1,
  });
  const [lastToken = '', tokens = '', logits = ''] = outputs.slice(flatStates.length);
  return { lastToken, tokens, logits };
}

/** The core's first states and the condition's share of its first gates, from the vectors that condition it. */
function addCoreStart(
  graph: Graph,
  decoder: DecoderNetwork,
  vectors: string,
  axis: number,
): { states: CellState[]; condition: string } {
  const { condition: size } = sizesOf(decoder);
  const entry = coreEntry(decoder);
  const states = addInitialStates(graph, 'core_state', vectors, decoder.core, axis);
  const rows = graph.weights('condition_rows', [size, 4 * entry.units], entry.conditionRows);
  const product = graph.node('MatMul', [vectors, rows]);
  return {
    states,
    condition: graph.node('Add', [product, graph.weights('entry_bias', [4 * entry.units], entry.bias)]),
  };
}

/** One embedding a bar, `[bars, B, C]`: the conductor reads a zero of length 1 at every bar. */
function addConductor(graph: Graph, conductor: SeededStack, bars: number): string {
  const axes = { first: graph.integers('axis', [0]), second: graph.integers('axis', [1]) };
  const batch = graph.node('Slice', [graph.node('Shape', [DECODER.z]), axes.first, axes.second]);
  const shape = graph.node('Concat', [graph.integers('bars', [bars]), batch, graph.integers('width', [1])], {
    axis: 0,
  });
  const states = addInitialStates(graph, 'conductor_state', DECODER.z, conductor, 1);
  let vectors = graph.node('ConstantOfShape', [shape]);
  conductor.layers.forEach((layer, index) => {
    vectors = addLstm(graph, vectors, layer, states[index] ?? { cell: '', hidden: '' }, axes);
  });
  if (topUnits(conductor) === 0) throw new Error('a conductor has at least one layer');
  return vectors;
}
