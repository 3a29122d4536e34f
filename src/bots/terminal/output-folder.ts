import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../core/errors.js';

/** Where finished files go. */
export interface OutputFolder {
  /**
   * Puts a file there, whole or not at all; a file of that name is replaced.
   * @returns its path
   */
  write(fileName: string, bytes: Uint8Array): Promise<string>;
}

/**
 * Opens the folder, made where it is not there yet, and checks that it can be written to before any work is done.
 * @throws UserError `unwritable`
 */
export async function openOutputFolder(folder: string): Promise<OutputFolder> {
  const refuse = (cause: unknown) =>
    new UserError('unwritable', `Files cannot be written to “${folder}”; choose another folder with --out.`, {
      cause,
    });
  const write = async (fileName: string, bytes: Uint8Array): Promise<string> => {
    const partial = join(folder, `.${fileName}.${process.pid}.partial`);
    const path = join(folder, fileName);
    try {
      await writeFile(partial, bytes);
      await rename(partial, path);
      return path;
    } catch (cause) {
      await rm(partial, { force: true }).catch(() => undefined);
      throw refuse(cause);
    }
  };
  const probe = join(folder, `.segue.${process.pid}.partial`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(probe, '');
    await rm(probe);
  } catch (cause) {
    throw refuse(cause);
  }
  return { write };
}
