import { byteLengthOf, countOf, type WeightEntry } from './weights-manifest.js';

/**
 * Reads one tensor from packed little-endian bytes.
 *
 * Values are read through a DataView because a tensor may begin at any byte.
 * @param bytes joined bytes of a group's shards
 * @param offset first byte of the tensor
 * @returns values, row-major, in the order of the entry's shape
 */
export function readWeight(bytes: Uint8Array, offset: number, entry: WeightEntry): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, byteLengthOf(entry));
  const values = new Float32Array(countOf(entry));
  const { quantization } = entry;
  if (!quantization) {
    for (let i = 0; i < values.length; i++) values[i] = view.getFloat32(i * 4, true);
    return values;
  }
  const { dtype, scale, min } = quantization;
  for (let i = 0; i < values.length; i++) {
    const level = dtype === 'uint8' ? view.getUint8(i) : view.getUint16(i * 2, true);
    values[i] = level * scale + min;
  }
  return values;
}
