import { bytesField, join, type Piece, toBytes, varintField } from './protobuf.js';

/** Element types of ONNX that Segue uses. */
export const ELEMENT = { float32: 1, int64: 7 } as const;
export type Element = keyof typeof ELEMENT;

/** A dimension: a size, or the name of one that is known at run time. */
export type Dimension = number | string;

export type Attribute = number | string | readonly number[] | Graph;

/** Gives names that are used once in a whole model, as ONNX wants of subgraphs too. */
export type NewName = (stem: string) => string;

/** A source of names for one model. */
export function nameSource(): NewName {
  let count = 0;
  return (stem) => {
    count += 1;
    return `${stem}_${count}`;
  };
}

/**
 * A graph in the making: nodes are added in the order in which they run; values are known by their names.
 *
 * Source of the field numbers: onnx.proto3 of the ONNX project, IR version 8.
 */
export class Graph {
  readonly newName: NewName;
  readonly #name: string;
  readonly #pieces: Piece[] = [];

  constructor(name: string, newName: NewName) {
    this.#name = name;
    this.newName = newName;
  }

  /** Declares an input and gives back its name. */
  input(name: string, element: Element, shape: readonly Dimension[]): string {
    this.#pieces.push(bytesField(11, valueInfo(name, element, shape)));
    return name;
  }

  /** Declares an output. */
  output(name: string, element: Element, shape: readonly Dimension[]): void {
    this.#pieces.push(bytesField(12, valueInfo(name, element, shape)));
  }

  /** Stores float32 weights in this graph, row-major. */
  weights(stem: string, shape: readonly number[], values: Float32Array): string {
    const name = this.newName(stem);
    this.#pieces.push(bytesField(5, tensor(name, 'float32', shape, values)));
    return name;
  }

  /** Stores int64 constants in this graph, one dimension. */
  integers(stem: string, values: readonly number[]): string {
    const name = this.newName(stem);
    const stored = BigInt64Array.from(values, BigInt);
    this.#pieces.push(bytesField(5, tensor(name, 'int64', [values.length], stored)));
    return name;
  }

  /** Adds a node with one output and gives back the output's name. An empty input name leaves an input out. */
  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string {
    const name = this.newName(operator);
    this.nodeWith(operator, inputs, [name], attributes);
    return name;
  }

  /** Adds a node with several outputs. */
  nodes(
    operator: string,
    inputs: readonly string[],
    outputCount: number,
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string[] {
    const names = Array.from({ length: outputCount }, () => this.newName(operator));
    this.nodeWith(operator, inputs, names, attributes);
    return names;
  }

  /** Adds a node whose outputs carry given names. */
  nodeWith(
    operator: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): void {
    const fields = [
      ...inputs.map((name) => bytesField(1, name)),
      ...outputs.map((name) => bytesField(2, name)),
      bytesField(3, this.newName(`${operator}_node`)),
      bytesField(4, operator),
      ...Object.entries(attributes).map(([name, value]) => bytesField(5, attribute(name, value))),
    ];
    this.#pieces.push(bytesField(1, join(fields)));
  }

  /** The graph as a protobuf message. */
  encode(): Piece {
    return join([...this.#pieces, bytesField(2, this.#name)]);
  }
}

/** A whole model file: opset 17, IR version 8. */
export function modelBytes(graph: Graph): Uint8Array {
  const opset = varintField(2, 17);
  const fields = [
    varintField(1, 8),
    bytesField(2, 'segue'),
    bytesField(7, graph.encode()),
    bytesField(8, opset),
  ];
  return toBytes(join(fields));
}

function tensor(
  name: string,
  element: Element,
  shape: readonly number[],
  values: Float32Array | BigInt64Array,
): Piece {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const dimensions = shape.map((size) => varintField(1, size));
  return join([...dimensions, varintField(2, ELEMENT[element]), bytesField(8, name), bytesField(9, raw)]);
}

function valueInfo(name: string, element: Element, shape: readonly Dimension[]): Piece {
  const dimensions = shape.map((size) =>
    bytesField(1, typeof size === 'number' ? varintField(1, size) : bytesField(2, size)),
  );
  const type = join([varintField(1, ELEMENT[element]), bytesField(2, join(dimensions))]);
  return join([bytesField(1, name), bytesField(2, bytesField(1, type))]);
}

function attribute(name: string, value: Attribute): Piece {
  return join([bytesField(1, name), ...attributeValue(value)]);
}

function attributeValue(value: Attribute): Piece[] {
  if (value instanceof Graph) return [bytesField(6, value.encode()), varintField(20, 5)];
  if (typeof value === 'string') return [bytesField(4, value), varintField(20, 3)];
  // A negative axis is a ten-byte varint in protobuf; the graphs here count their axes from the front.
  if (typeof value === 'number') return [varintField(3, value), varintField(20, 2)];
  return [...value.map((item) => varintField(8, item)), varintField(20, 7)];
}
