import { type DecoderNetwork, gateBias, sizesOf } from './network.js';

/** The core's first layer, its kernel cut by what its rows multiply. */
export interface CoreEntry {
  /** `[V + 1, 4 units]`: a row a label; the last, of zeros, stands for "nothing before". */
  readonly tokenRows: Float32Array;
  /** `[C, 4 units]`: rows of the bar's embedding (the latent when flat). */
  readonly conditionRows: Float32Array;
  /** `[units, 4 units]`: rows of the layer's own output. */
  readonly ownRows: Float32Array;
  /** `[4 units]`, forget bias in. */
  readonly bias: Float32Array;
  readonly units: number;
}

/**
 * Cuts the first core kernel `[V + C + units, 4 units]`, so that the one-hot product becomes a look-up and the
 * product with the embedding is made once a bar instead of once a step.
 */
export function coreEntry(decoder: DecoderNetwork): CoreEntry {
  const { labels, condition } = sizesOf(decoder);
  const [first] = decoder.core.layers;
  if (!first) throw new Error('a core decoder has at least one layer');
  const columns = 4 * first.units;
  const tokenRows = new Float32Array((labels + 1) * columns);
  tokenRows.set(first.kernel.subarray(0, labels * columns));
  return {
    tokenRows,
    conditionRows: first.kernel.subarray(labels * columns, (labels + condition) * columns),
    ownRows: first.kernel.subarray((labels + condition) * columns),
    bias: gateBias(first),
    units: first.units,
  };
}
