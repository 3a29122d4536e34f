/** A fully connected layer: y = x · kernel + bias. */
export interface Dense {
  readonly inputs: number;
  readonly outputs: number;
  /** Row-major `[inputs, outputs]`. */
  readonly kernel: Float32Array;
  /** `[outputs]`. */
  readonly bias: Float32Array;
}

/**
 * One LSTM layer in TensorFlow's layout: gates in the order i, j (candidate), f, o.
 *
 * The forget gate's constant 1.0 is not in the stored bias; {@link gateBias} adds it.
 */
export interface LstmLayer {
  readonly inputs: number;
  readonly units: number;
  /** Row-major `[inputs + units, 4 units]`: rows of the input first, then rows of the layer's own output. */
  readonly kernel: Float32Array;
  /** `[4 units]`. */
  readonly bias: Float32Array;
}

/** Two layers that read a sequence from both ends. */
export interface BidirectionalLayer {
  readonly forward: LstmLayer;
  readonly backward: LstmLayer;
}

/** Tokens to the posterior's mu and sigma. */
export interface EncoderNetwork {
  /** One level over all steps when flat; one within the bars and one over the bars when hierarchical. */
  readonly levels: readonly BidirectionalLayer[];
  readonly mu: Dense;
  /** Before softplus. */
  readonly sigma: Dense;
}

/** A stack of layers whose first state is made from a vector: c0, h0, c1, h1, ... */
export interface SeededStack {
  readonly initialState: Dense;
  readonly layers: readonly LstmLayer[];
}

/** Latent to logits. */
export interface DecoderNetwork {
  /** Makes one embedding a bar from the latent; absent in flat models. */
  readonly conductor?: SeededStack | undefined;
  /** Reads the last token and the bar's embedding (the latent when flat). */
  readonly core: SeededStack;
  readonly output: Dense;
}

/** Sizes that follow from a network's shapes. */
export interface NetworkSizes {
  /** Latent size Z. */
  readonly latent: number;
  /** Number of labels V. */
  readonly labels: number;
  /** Size C of the vector that conditions every step of the core. */
  readonly condition: number;
}

/** The top layer of a stack. */
export function topUnits({ layers }: SeededStack): number {
  return layers.at(-1)?.units ?? 0;
}

/** Sizes of a decoder. */
export function sizesOf({ conductor, core, output }: DecoderNetwork): NetworkSizes {
  return {
    latent: (conductor ?? core).initialState.inputs,
    labels: output.outputs,
    condition: core.initialState.inputs,
  };
}

/**
 * The bias that an LSTM runs with: TensorFlow's BasicLSTMCell adds 1.0 to the forget gate at run time.
 * @returns a copy, `[4 units]`
 */
export function gateBias({ bias, units }: LstmLayer): Float32Array {
  return bias.map((value, column) => (column >= 2 * units && column < 3 * units ? value + 1 : value));
}
