import { z } from 'zod';

/** How a weight was made smaller: value = q · scale + min. */
export interface Quantisation {
  readonly dtype: 'uint8' | 'uint16';
  readonly scale: number;
  readonly min: number;
}

/** One tensor as the manifest describes it. */
export interface WeightEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly quantization?: Quantisation | undefined;
}

/** Tensors that lie packed, in this order, in the joined bytes of the files. */
export interface WeightGroup {
  readonly paths: readonly string[];
  readonly weights: readonly WeightEntry[];
}

/** Far above any model that runs here; keeps a damaged shape from asking for all memory. */
const LARGEST_DIMENSION = 1 << 20;

const quantisation = z.object({
  dtype: z.enum(['uint8', 'uint16']),
  scale: z.number(),
  min: z.number(),
});

const entry = z.object({
  name: z.string().min(1),
  shape: z.array(z.int().min(1).max(LARGEST_DIMENSION)).max(4),
  dtype: z.literal('float32'),
  quantization: quantisation.optional(),
});

/** The files lie beside the manifest: a name with a folder in it is not followed. */
const plainFileName = z.string().regex(/^(?!\.+$)[^/\\]+$/);

const manifest = z.array(z.object({ paths: z.array(plainFileName).min(1), weights: z.array(entry) })).min(1);

/** Number of values of a tensor. */
export function countOf({ shape }: Pick<WeightEntry, 'shape'>): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Bytes that a tensor takes in the shards. */
export function byteLengthOf(weight: WeightEntry): number {
  const bytesEach = weight.quantization ? (weight.quantization.dtype === 'uint8' ? 1 : 2) : 4;
  return countOf(weight) * bytesEach;
}

/**
 * Checks a parsed weights_manifest.json.
 *
 * Source of the form: tfjs-core, io/weights_loader; dtypes other than float32 and its uint8 and uint16
 * quantisations do not occur in MusicVAE checkpoints.
 * @returns the groups, or where the first fault lies, such as `0.weights.3.shape`
 */
export function parseManifest(
  json: unknown,
): { readonly groups: readonly WeightGroup[] } | { readonly fault: string } {
  const parsed = manifest.safeParse(json);
  if (parsed.success) return { groups: parsed.data };
  return { fault: parsed.error.issues[0]?.path.join('.') || 'its outermost form' };
}
