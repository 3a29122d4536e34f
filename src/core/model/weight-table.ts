import { UserError } from '../errors.js';
import { unsupported } from './checkpoint-config.js';
import type { Dense, LstmLayer } from './network.js';

/** One tensor with its values. */
export interface Tensor {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Float32Array;
}

/** The tensors of a checkpoint by name; its readers check presence and shape. */
export interface WeightTable {
  readonly checkpoint: string;
  readonly tensors: ReadonlyMap<string, Tensor>;
}

/** Whether a layer exists. */
export function hasLstm({ tensors }: WeightTable, name: string): boolean {
  return tensors.has(`${name}/lstm_cell/kernel`);
}

/**
 * A fully connected layer.
 * @throws UserError naming the tensor that is missing or has another shape
 */
export function dense(table: WeightTable, name: string, inputs: number, outputs?: number): Dense {
  const kernel = matrix(table, `${name}/kernel`);
  if (kernel.rows !== inputs || (outputs !== undefined && kernel.columns !== outputs)) {
    throw wrongShape(table, `${name}/kernel`, [inputs, outputs ?? kernel.columns]);
  }
  const bias = vector(table, `${name}/bias`, kernel.columns);
  return { inputs, outputs: kernel.columns, kernel: kernel.values, bias };
}

/**
 * An LSTM layer; its width follows from the kernel.
 * @throws UserError naming the tensor that is missing or has another shape
 */
export function lstm(table: WeightTable, name: string, inputs: number): LstmLayer {
  const kernelName = `${name}/lstm_cell/kernel`;
  const kernel = matrix(table, kernelName);
  const units = Math.floor(kernel.columns / 4);
  if (kernel.columns % 4 !== 0 || kernel.rows !== inputs + units) {
    throw wrongShape(table, kernelName, [inputs + units, 4 * units]);
  }
  const bias = vector(table, `${name}/lstm_cell/bias`, 4 * units);
  return { inputs, units, kernel: kernel.values, bias };
}

/**
 * Layers `cell_0`, `cell_1`, ... as far as they go, each reading the one below.
 * @throws UserError as {@link lstm}; also where there is no `cell_0`
 */
export function stack(table: WeightTable, prefix: string, inputs: number): LstmLayer[] {
  const layers = [lstm(table, `${prefix}/cell_0`, inputs)];
  while (hasLstm(table, `${prefix}/cell_${layers.length}`)) {
    layers.push(lstm(table, `${prefix}/cell_${layers.length}`, layers.at(-1)?.units ?? 0));
  }
  return layers;
}

/** @throws UserError naming the kind where a tensor's name gives away a network that Segue does not run */
export function refuseForeignNetworks({ checkpoint, tensors }: WeightTable): void {
  const kinds: readonly (readonly [RegExp, string])[] = [
    [/\/nade\//, 'a drum model with a NADE output'],
    [/^control_preprocessing\//, 'a melody model with extra controls'],
    [/^core_decoder\/core_decoder_\d+\//, 'a model of several instruments'],
    [/^encoder\/.*bidirectional_rnn\/(fw|bw)\/multi_rnn_cell\/cell_[1-9]/, 'a model with a stacked encoder'],
    [/^encoder\/(hierarchical_level_\d+\/)?cell_[1-9]/, 'a model with a stacked encoder'],
    [/^encoder\/hierarchical_level_[2-9]\//, 'a model with more than two encoder levels'],
  ];
  for (const name of tensors.keys()) {
    const found = kinds.find(([pattern]) => pattern.test(name));
    if (found) throw unsupported(checkpoint, found[1]);
  }
}

function tensorOf({ checkpoint, tensors }: WeightTable, name: string): Tensor {
  const tensor = tensors.get(name);
  if (tensor) return tensor;
  throw new UserError(
    'bad-checkpoint',
    `The checkpoint ${checkpoint} cannot be used: it has no tensor ${name}.`,
  );
}

function matrix(table: WeightTable, name: string): { rows: number; columns: number; values: Float32Array } {
  const { shape, values } = tensorOf(table, name);
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows === undefined || columns === undefined) {
    throw new UserError(
      'bad-checkpoint',
      `The checkpoint ${table.checkpoint} cannot be used: the tensor ${name} is not a matrix.`,
    );
  }
  return { rows, columns, values };
}

function vector(table: WeightTable, name: string, length: number): Float32Array {
  const { shape, values } = tensorOf(table, name);
  if (shape.length !== 1 || shape[0] !== length) throw wrongShape(table, name, [length]);
  return values;
}

function wrongShape(table: WeightTable, name: string, expected: readonly number[]): UserError {
  const found = tensorOf(table, name).shape.join(', ');
  return new UserError(
    'bad-checkpoint',
    `The checkpoint ${table.checkpoint} cannot be used: the tensor ${name} is [${found}] instead of [${expected.join(', ')}].`,
  );
}
