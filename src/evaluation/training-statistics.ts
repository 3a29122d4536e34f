import { readFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { UserError } from '../core/errors.js';
import { ORDER, type SequenceCounts } from './language-model.js';

/** File in the folder of the models. */
export const STATISTICS_FILE = 'training-statistics.bin.gz';

const MAGIC = 'SEGUEST1';

/**
 * Packs counts of short sequences, from which no melody can be put together again: per length the number of
 * sequences, then each by its distance from the one before and its count, as variable-length integers, gzipped.
 */
export function packCounts(counts: SequenceCounts): Uint8Array {
  const bytes: number[] = [...Buffer.from(MAGIC, 'latin1')];
  for (const level of counts) {
    pushVarint(bytes, level.size);
    let previous = 0;
    for (const [key, count] of [...level].sort(([a], [b]) => a - b)) {
      pushVarint(bytes, key - previous);
      pushVarint(bytes, count);
      previous = key;
    }
  }
  return gzipSync(Uint8Array.from(bytes), { level: 9 });
}

/**
 * Undoes {@link packCounts}.
 * @throws UserError `bad-checkpoint` where the bytes are damaged or of another version
 */
export function unpackCounts(packed: Uint8Array): SequenceCounts {
  try {
    return read(gunzipSync(packed));
  } catch (cause) {
    throw new UserError(
      'bad-checkpoint',
      `${STATISTICS_FILE} is damaged or of another version; make it again with “npm run statistics”.`,
      { cause },
    );
  }
}

/** The counts in a file, or null where there is none. */
export async function readStatistics(file: string): Promise<SequenceCounts | null> {
  const packed = await readFile(file).catch(() => null);
  return packed ? unpackCounts(packed) : null;
}

function read(bytes: Uint8Array): SequenceCounts {
  if (Buffer.from(bytes.subarray(0, MAGIC.length)).toString('latin1') !== MAGIC)
    throw new Error('another kind of file');
  let place = MAGIC.length;
  const next = (): number => {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = bytes[place];
      if (byte === undefined) throw new Error('it ends early');
      place += 1;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  const counts = Array.from({ length: ORDER }, () => {
    const level = new Map<number, number>();
    let key = 0;
    for (let left = next(); left > 0; left--) {
      key += next();
      level.set(key, next());
    }
    return level;
  });
  if (place !== bytes.length) throw new Error('it goes on after its end');
  return counts;
}

/** Seven bits a byte, the lowest first; plain arithmetic, since keys are longer than 32 bits. */
function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}
