import { UserError } from '../errors.js';
import { vocabularySize } from '../music/tokens.js';
import type { CheckpointConfig } from './checkpoint-config.js';
import type {
  BidirectionalLayer,
  DecoderNetwork,
  EncoderNetwork,
  LstmLayer,
  SeededStack,
} from './network.js';
import { dense, lstm, stack, type WeightTable } from './weight-table.js';

/**
 * Finds the encoder's tensors by their Magenta names.
 * @throws UserError naming the tensor that is missing or has another shape
 */
export function readEncoder(table: WeightTable, config: CheckpointConfig): EncoderNetwork {
  const labels = vocabularySize(config.vocabulary);
  const levels: BidirectionalLayer[] = [];
  if (config.segments === null) {
    levels.push(bidirectional(table, 'encoder/cell_0', labels));
  } else {
    const within = bidirectional(table, 'encoder/hierarchical_level_0/cell_0', labels);
    levels.push(within, bidirectional(table, 'encoder/hierarchical_level_1/cell_0', width(within)));
  }
  const top = levels.at(-1);
  const embedding = top ? width(top) : 0;
  const mu = dense(table, 'encoder/mu', embedding);
  return { levels, mu, sigma: dense(table, 'encoder/sigma', embedding, mu.outputs) };
}

/**
 * Finds the decoder's tensors by their Magenta names.
 * @param latent size Z, as the encoder has it
 * @throws UserError naming the tensor that is missing or has another shape
 */
export function readDecoder(table: WeightTable, config: CheckpointConfig, latent: number): DecoderNetwork {
  const labels = vocabularySize(config.vocabulary);
  if (config.segments === null) return readCore(table, 'decoder', latent, labels);
  const level = 'decoder/hierarchical_level_0';
  // The conductor reads a single zero at every bar: it never hears the notes.
  const layers = stack(table, level, 1);
  const conductor = seeded(table, `${level}/initial_state`, latent, layers);
  const embedding = layers.at(-1)?.units ?? 0;
  return { conductor, ...readCore(table, 'core_decoder/decoder', embedding, labels) };
}

function readCore(
  table: WeightTable,
  prefix: string,
  condition: number,
  labels: number,
): Pick<DecoderNetwork, 'core' | 'output'> {
  const layers = stack(table, `${prefix}/multi_rnn_cell`, labels + condition);
  const core = seeded(table, `${prefix}/z_to_initial_state`, condition, layers);
  return { core, output: dense(table, `${prefix}/output_projection`, layers.at(-1)?.units ?? 0, labels) };
}

function seeded(table: WeightTable, name: string, inputs: number, layers: readonly LstmLayer[]): SeededStack {
  const stateSize = layers.reduce((sum, { units }) => sum + 2 * units, 0);
  return { initialState: dense(table, name, inputs, stateSize), layers };
}

function bidirectional(table: WeightTable, name: string, inputs: number): BidirectionalLayer {
  const [forward, backward] = (['fw', 'bw'] as const).map((direction) =>
    lstm(table, `${name}/bidirectional_rnn/${direction}/multi_rnn_cell/cell_0`, inputs),
  );
  if (forward && backward && forward.units === backward.units) return { forward, backward };
  throw new UserError(
    'bad-checkpoint',
    `The checkpoint ${table.checkpoint} cannot be used: the two directions of ${name} differ in width.`,
  );
}

function width({ forward, backward }: BidirectionalLayer): number {
  return forward.units + backward.units;
}
