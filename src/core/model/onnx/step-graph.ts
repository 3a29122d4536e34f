import type { CoreEntry } from '../core-weights.js';
import { type DecoderNetwork, gateBias, sizesOf } from '../network.js';
import { Graph } from './graph.js';
import { addCell, type CellState } from './lstm.js';

/** Names of values that every step reads and that do not change from step to step. */
export interface StepContext {
  /** Gates' share of the embedding and bias, `[B, 4 units]`. */
  readonly condition: string;
  /** 1 / temperature, `[1]`. */
  readonly inverseTemperature: string;
}

/**
 * The body of the loop over steps: last token and state in, next token and state out.
 *
 * The weights lie in this innermost graph: held outside it, onnxruntime does not pack them before the loop and
 * takes two to three times as long.
 *
 * States in and out: cell and hidden of every layer, token `[B]`. Scan input: Gumbel noise `[B, V]`. Scan
 * outputs: token `[B]` and logits `[B, V]`.
 */
export function stepGraph(
  outer: Graph,
  decoder: DecoderNetwork,
  entry: CoreEntry,
  context: StepContext,
): Graph {
  const graph = new Graph('step', outer.newName);
  const { labels } = sizesOf(decoder);
  const states = decoder.core.layers.map(({ units }) => ({
    cell: graph.input(graph.newName('cell'), 'float32', ['B', units]),
    hidden: graph.input(graph.newName('hidden'), 'float32', ['B', units]),
  }));
  const token = graph.input(graph.newName('token'), 'int64', ['B']);
  const noise = graph.input(graph.newName('noise'), 'float32', ['B', labels]);

  const next = addLayers(graph, decoder, entry, { states, token, condition: context.condition });
  const logits = addLogits(graph, decoder, next.at(-1)?.hidden ?? '');
  const scaled = graph.node('Mul', [logits, context.inverseTemperature]);
  const chosen = graph.node('ArgMax', [graph.node('Add', [scaled, noise])], { axis: 1, keepdims: 0 });

  decoder.core.layers.forEach(({ units }, layer) => {
    graph.output(next[layer]?.cell ?? '', 'float32', ['B', units]);
    graph.output(next[layer]?.hidden ?? '', 'float32', ['B', units]);
  });
  graph.output(chosen, 'int64', ['B']);
  // One value may not be both a state and a scan output.
  graph.output(graph.node('Identity', [chosen]), 'int64', ['B']);
  graph.output(logits, 'float32', ['B', labels]);
  return graph;
}

interface StepInput {
  readonly states: readonly CellState[];
  readonly token: string;
  readonly condition: string;
}

function addLayers(graph: Graph, decoder: DecoderNetwork, entry: CoreEntry, step: StepInput): CellState[] {
  const next: CellState[] = [];
  decoder.core.layers.forEach((layer, index) => {
    const { inputs, units } = layer;
    const own = step.states[index] ?? { cell: '', hidden: '' };
    const sizes = graph.integers('sizes', [units, units, units, units]);
    const below = next.at(-1);
    const gates = below
      ? addGates(graph, graph.node('Concat', [below.hidden, own.hidden], { axis: 1 }), inputs + units, layer)
      : addEntryGates(graph, entry, own.hidden, step);
    next.push(addCell(graph, gates, own.cell, sizes));
  });
  return next;
}

function addGates(
  graph: Graph,
  x: string,
  rows: number,
  layer: DecoderNetwork['core']['layers'][number],
): string {
  const product = graph.node('MatMul', [x, graph.weights('kernel', [rows, 4 * layer.units], layer.kernel)]);
  return graph.node('Add', [product, graph.weights('bias', [4 * layer.units], gateBias(layer))]);
}

function addEntryGates(
  graph: Graph,
  entry: CoreEntry,
  hidden: string,
  { token, condition }: StepInput,
): string {
  const columns = 4 * entry.units;
  const own = graph.weights('own_rows', [entry.units, columns], entry.ownRows);
  const rows = graph.weights('token_rows', [entry.tokenRows.length / columns, columns], entry.tokenRows);
  const recurrent = graph.node('Add', [graph.node('MatMul', [hidden, own]), condition]);
  return graph.node('Add', [recurrent, graph.node('Gather', [rows, token], { axis: 0 })]);
}

function addLogits(graph: Graph, { output }: DecoderNetwork, hidden: string): string {
  const kernel = graph.weights('output', [output.inputs, output.outputs], output.kernel);
  return graph.node('Add', [
    graph.node('MatMul', [hidden, kernel]),
    graph.weights('output_bias', [output.outputs], output.bias),
  ]);
}
