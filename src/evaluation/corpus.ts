import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { UserError } from '../core/errors.js';
import type { Note } from '../core/music/melody.js';

/** One line of a corpus. */
export interface CorpusMelody {
  /** Collection that it comes from. */
  readonly source: string;
  /** Tunes of one family are versions of one another, and never lie on both sides of a split. */
  readonly family: string;
  /** Such as 4/4. */
  readonly meter: string;
  /** Sorted, never overlapping; a pickup has negative starts. */
  readonly notes: readonly Note[];
}

/** Metres whose bar lines fall on the grid of 16 steps a bar, as in training; others are left out. */
const GRID_METRES: ReadonlySet<string> = new Set(['4/4', '2/2', '2/4']);

const note = z
  .tuple([z.int().min(0).max(127), z.int(), z.int()])
  .refine(([, start, end]) => end > start)
  .transform(([pitch, start, end]): Note => ({ pitch, start, end }));

const line = z.object({
  source: z.string().default(''),
  family: z.string(),
  meter: z.string(),
  notes: z.array(note).min(1),
});

/**
 * The melodies of a corpus file, gzipped JSON lines, whose metre fits the grid of the models, in file order.
 * @throws UserError `not-found` where the file cannot be read or is not gzipped, `no-melody` naming a line that is
 * not in the format
 */
export async function* readCorpus(file: string): AsyncGenerator<CorpusMelody> {
  const unzipped = createGunzip();
  const bytes = createReadStream(file);
  bytes.once('error', (cause) => unzipped.destroy(cause));
  let number = 0;
  try {
    for await (const text of createInterface({
      input: bytes.pipe(unzipped),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      number += 1;
      const melody = text.trim() === '' ? undefined : parseLine(text, number, file);
      if (melody && GRID_METRES.has(melody.meter)) yield melody;
    }
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(
      'not-found',
      `The corpus “${basename(file)}” cannot be read: it must be a file of gzipped JSON lines (.jsonl.gz).`,
      { cause },
    );
  } finally {
    bytes.destroy();
  }
}

function parseLine(text: string, number: number, file: string): CorpusMelody {
  const where = `Line ${number} of “${basename(file)}” is not in the corpus format`;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new UserError('no-melody', `${where}: it is not JSON.`, { cause });
  }
  const parsed = line.safeParse(json);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.') || 'its outermost form';
  throw new UserError('no-melody', `${where}: it is wrong at ${field}.`, { cause: parsed.error });
}
