import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { MelodySource } from '../../core/commands/fields.js';
import { UserError } from '../../core/errors.js';

/** Largest file that is read at all, in bytes; the MIDI reader has the same limit. */
const MAX_BYTES = 1024 * 1024;

const LOOKS_LIKE_A_FILE = /[\\/]|\.[a-z0-9]{2,4}$/i;

/**
 * A word of the command line as a melody: a path where it looks like one or where such a file is, else a tune.
 * @throws UserError `not-found` where the file cannot be read, `too-large` above 1 MiB
 */
export async function melodyFromWord(word: string): Promise<MelodySource> {
  const size = await sizeOf(word);
  if (size === undefined && !LOOKS_LIKE_A_FILE.test(word)) return { kind: 'tune', name: word };
  if (size === undefined)
    throw new UserError('not-found', `There is no file “${word}” to read; check its name and folder.`);
  if (size > MAX_BYTES) {
    throw new UserError(
      'too-large',
      `“${basename(word)}” is larger than 1 MiB; a MIDI file of one melody is far smaller.`,
    );
  }
  try {
    return { kind: 'file', fileName: basename(word), bytes: new Uint8Array(await readFile(word)) };
  } catch (cause) {
    throw new UserError('not-found', `“${word}” cannot be read; is it still there, and may you read it?`, {
      cause,
    });
  }
}

/** Size of a regular file in bytes; undefined where there is none. */
async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : undefined;
  } catch {
    return undefined;
  }
}
