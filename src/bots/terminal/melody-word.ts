import { type FileHandle, open } from 'node:fs/promises';
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
  const bytes = await readSmallFile(word);
  if (bytes) return { kind: 'file', fileName: basename(word), bytes };
  if (!LOOKS_LIKE_A_FILE.test(word)) return { kind: 'tune', name: word };
  throw new UserError('not-found', `There is no file “${word}” to read; check its name and folder.`);
}

/** The file's bytes, or undefined where there is no such file (or no longer). */
async function readSmallFile(path: string): Promise<Uint8Array | undefined> {
  // One handle for the check and the read: a file that is replaced in between cannot slip past the limit.
  let handle: FileHandle | undefined;
  try {
    handle = await open(path);
    const found = await handle.stat();
    if (!found.isFile()) return undefined;
    if (found.size > MAX_BYTES) throw tooLarge(path);
    return new Uint8Array(await handle.readFile());
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    if (isMissing(cause)) return undefined;
    throw new UserError('not-found', `“${path}” cannot be read; is it still there, and may you read it?`, {
      cause,
    });
  } finally {
    await handle?.close();
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
}

function tooLarge(path: string): UserError {
  return new UserError(
    'too-large',
    `“${basename(path)}” is larger than 1 MiB; a MIDI file of one melody is far smaller.`,
  );
}
