import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openOutputFolder } from '../../../src/bots/terminal/output-folder.js';
import { UserError } from '../../../src/core/errors.js';
import { ownFolder } from './segue.js';

test('a file appears under its name, in a folder made for it', async () => {
  const folder = join(await ownFolder(), 'new', 'deeper');
  const path = await (await openOutputFolder(folder)).write('tune.mid', new Uint8Array([1, 2, 3]));
  expect([...(await readFile(path))]).toEqual([1, 2, 3]);
  expect(await readdir(folder)).toEqual(['tune.mid']);
});

test('a write that fails at the last moment leaves what was there and nothing half-written', async () => {
  const folder = await ownFolder();
  const out = await openOutputFolder(folder);
  await mkdir(join(folder, 'tune.mid', 'in the way'), { recursive: true });
  await expect(out.write('tune.mid', new Uint8Array(8))).rejects.toThrowError(UserError);
  expect(await readdir(folder)).toEqual(['tune.mid']);
});

test('a folder that is a file is refused with a way forward', async () => {
  const taken = join(await ownFolder(), 'taken');
  await writeFile(taken, '');
  await expect(openOutputFolder(taken)).rejects.toThrowError(/choose another folder with --out/);
});
