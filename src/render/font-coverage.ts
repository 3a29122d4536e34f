import { brotliDecompressSync } from 'node:zlib';

const HEADER_BYTES = 48;
/** In the table directory a tag is an index into a list of known tags; 63 says that it is written out. */
const WRITTEN_TAG = 63;
const CMAP_TAG = 0;
const GLYF_TAG = 10;
const LOCA_TAG = 11;

/**
 * Reads which characters a WOFF2 font has. Canvas never says: it silently takes another font or draws boxes.
 * @returns tells whether the font has a glyph for a Unicode code point
 * @throws Error when the bytes are not such a font
 */
export function fontCoverage(woff2: Buffer): (codePoint: number) => boolean {
  if (woff2.toString('latin1', 0, 4) !== 'wOF2') throw new Error('Not a WOFF2 font.');
  const { offset, length, end } = findCmap(woff2);
  const compressed = woff2.subarray(end, end + woff2.readUInt32BE(20));
  const cmap = brotliDecompressSync(compressed).subarray(offset, offset + length);
  const ranges = readRanges(cmap);
  return (codePoint) => ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

/** Where the character map lies in the decompressed stream, and where the directory ends. */
function findCmap(font: Buffer): { offset: number; length: number; end: number } {
  const tables = font.readUInt16BE(12);
  let at = HEADER_BYTES;
  const readVarInt = (): number => {
    let value = 0;
    for (;;) {
      const byte = font.readUInt8(at++);
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  let stream = 0;
  let found = { offset: 0, length: 0 };
  for (let table = 0; table < tables; table++) {
    const flags = font.readUInt8(at++);
    const tag = flags & 63;
    if (tag === WRITTEN_TAG) at += 4;
    const version = flags >> 6;
    const original = readVarInt();
    const isOutline = tag === GLYF_TAG || tag === LOCA_TAG;
    // Outlines are transformed at version 0, every other table at any version but 0.
    const isTransformed = isOutline ? version !== 3 : version !== 0;
    const length = isTransformed ? readVarInt() : original;
    if (tag === CMAP_TAG) found = { offset: stream, length };
    stream += length;
  }
  return { ...found, end: at };
}

/** First and last code points, from the subtables of format 4 and 12. */
function readRanges(cmap: Buffer): [number, number][] {
  const ranges: [number, number][] = [];
  for (let record = 0; record < cmap.readUInt16BE(2); record++) {
    const table = cmap.subarray(cmap.readUInt32BE(8 + record * 8));
    const format = table.readUInt16BE(0);
    if (format === 12) ranges.push(...groups(table));
    if (format === 4) ranges.push(...segments(table));
  }
  return ranges;
}

function groups(table: Buffer): [number, number][] {
  return Array.from({ length: table.readUInt32BE(12) }, (_, i) => [
    table.readUInt32BE(16 + i * 12),
    table.readUInt32BE(20 + i * 12),
  ]);
}

function segments(table: Buffer): [number, number][] {
  const count = table.readUInt16BE(6) / 2;
  const all = Array.from({ length: count }, (_, i): [number, number] => [
    table.readUInt16BE(16 + count * 2 + i * 2),
    table.readUInt16BE(14 + i * 2),
  ]);
  // The last segment is a sentinel at 0xffff.
  return all.filter(([first]) => first !== 0xffff);
}
