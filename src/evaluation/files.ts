import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../core/errors.js';
import { countOf, parseManifest } from '../core/model/weights-manifest.js';

/**
 * SHA-256 in hex of a file's bytes.
 * @throws UserError `not-found`
 */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
  } catch (cause) {
    throw new UserError('not-found', `There is no readable file “${file}”.`, { cause });
  }
  return hash.digest('hex');
}

/** Numbers in the weights of a checkpoint that has been read before. */
export async function parametersOf(folder: string): Promise<number> {
  const manifest = parseManifest(JSON.parse(await readFile(join(folder, 'weights_manifest.json'), 'utf8')));
  if ('fault' in manifest) throw new Error(`weights_manifest.json is wrong at ${manifest.fault}`);
  const weights = manifest.groups.flatMap((group) => group.weights);
  return weights.reduce((sum, weight) => sum + countOf(weight), 0);
}

/**
 * Checks, before hours of work, that a file can be written.
 * @throws UserError `unwritable`
 */
export async function checkWritable(file: string): Promise<void> {
  const probe = partialOf(file);
  await writeFile(probe, '').catch((cause: unknown) => refuse(file, cause));
  await rm(probe, { force: true });
}

/**
 * Writes a file whole or not at all.
 * @throws UserError `unwritable`
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  const partial = partialOf(file);
  try {
    await writeFile(partial, text);
    await rename(partial, file);
  } catch (cause) {
    await rm(partial, { force: true }).catch(() => undefined);
    refuse(file, cause);
  }
}

function partialOf(file: string): string {
  return join(dirname(file), `.${basename(file)}.${process.pid}.partial`);
}

function refuse(file: string, cause: unknown): never {
  throw new UserError('unwritable', `“${file}” cannot be written; choose another place with --json.`, {
    cause,
  });
}
