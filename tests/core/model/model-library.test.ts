import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Engine, openEngine } from '../../../src/core/model/engine.js';
import { openModelLibrary } from '../../../src/core/model/model-library.js';
import { checkpointFolder } from './fixtures.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'segue-models-'));
  cpSync(checkpointFolder('flat_uint8'), join(folder, 'mel_2bar'), { recursive: true });
  cpSync(checkpointFolder('hierarchical_uint8'), join(folder, 'mel_16bar'), { recursive: true });
  mkdirSync(join(folder, 'notes'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The engine of this machine, counting what it loads. */
async function countingEngine(): Promise<{ engine: Engine; loads: string[] }> {
  const inner = await openEngine('onnx');
  const loads: string[] = [];
  const engine: Engine = {
    ...inner,
    load: (checkpoint) => {
      loads.push(checkpoint.name);
      return inner.load(checkpoint);
    },
  };
  return { engine, loads };
}

test('names the folders that hold a checkpoint', async () => {
  expect(await openModelLibrary({ folder }).names()).toEqual(['mel_16bar', 'mel_2bar']);
  expect(await openModelLibrary({ folder: pathToFileURL(`${folder}/`) }).names()).toHaveLength(2);
  expect(await openModelLibrary({ folder: join(folder, 'nowhere') }).names()).toEqual([]);
});

test('loads a model once, however many ask at a time', async () => {
  const { engine, loads } = await countingEngine();
  const library = openModelLibrary({ folder, engine: () => engine });
  const [first, second] = await Promise.all([library.load('mel_2bar'), library.load('mel_2bar')]);
  expect(second).toBe(first);
  expect(await library.load('mel_2bar')).toBe(first);
  expect((await library.load('mel_16bar')).hierarchical).toBe(true);
  expect(loads).toEqual(['mel_2bar', 'mel_16bar']);
  await library.close();
});

test('an unknown name is answered with those there are', async () => {
  const library = openModelLibrary({ folder });
  await expect(library.load('mel_9bar')).rejects.toMatchObject({
    code: 'not-found',
    message: 'There is no model “mel_9bar”; there are mel_16bar, mel_2bar.',
  });
  await expect(library.load('../models/mel_2bar')).rejects.toMatchObject({ code: 'not-found' });
});

test('a load that failed can be tried again, and so can an engine', async () => {
  const { engine } = await countingEngine();
  let refusals = 1;
  const library = openModelLibrary({
    folder,
    engine: () => {
      if (refusals-- > 0) throw new Error('not yet');
      return engine;
    },
  });
  const shard = join(folder, 'mel_2bar', 'group1-shard1of2');
  renameSync(shard, `${shard}.gone`);
  await expect(library.load('mel_2bar')).rejects.toMatchObject({ code: 'bad-checkpoint' });
  renameSync(`${shard}.gone`, shard);
  await expect(library.load('mel_2bar')).rejects.toThrow('not yet');
  expect((await library.load('mel_2bar')).name).toBe('mel_2bar');
  await library.close();
});
