import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../../src/core/errors.js';
import { readCheckpoint } from '../../../src/core/model/checkpoint.js';
import { checkpointFolder } from './fixtures.js';

let home: string;
let folder: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'segue-damaged-'));
  folder = join(home, 'mel_test');
  cpSync(checkpointFolder('flat_float32'), folder, { recursive: true });
});
afterEach(() => rmSync(home, { recursive: true }));

interface Entry {
  name: string;
  shape: number[];
  dtype: string;
  quantization?: object;
}

function edit<Content>(file: string, change: (content: Content) => unknown): void {
  const path = join(folder, file);
  const content = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify(change(content) ?? content));
}

const editManifest = (change: (group: { paths: string[]; weights: Entry[] }) => unknown): void =>
  edit<[{ paths: string[]; weights: Entry[] }]>('weights_manifest.json', ([group]) => {
    change(group);
  });

const editConfig = (change: (config: Record<string, unknown>) => unknown): void =>
  edit<Record<string, unknown>>('config.json', (config) => {
    change(config);
  });

async function refusal(): Promise<UserError> {
  const thrown = await readCheckpoint(folder).catch((error: unknown) => error);
  if (thrown instanceof UserError) return thrown;
  throw new Error(`expected a UserError, got ${String(thrown)}`);
}

const KERNEL = 'decoder/output_projection/kernel';

describe('a damaged checkpoint is refused with its fault', () => {
  test.each<[string, () => void, string]>([
    [
      'no config',
      () => rmSync(join(folder, 'config.json')),
      'the file config.json is missing or cannot be read.',
    ],
    [
      'bad JSON',
      () => writeFileSync(join(folder, 'config.json'), '{"type":'),
      'config.json is not valid JSON.',
    ],
    [
      'bad manifest JSON',
      () => writeFileSync(join(folder, 'weights_manifest.json'), ''),
      'weights_manifest.json is not valid JSON.',
    ],
    [
      'manifest of another form',
      () => edit('weights_manifest.json', () => ({ groups: [] })),
      'weights_manifest.json is wrong at its outermost form.',
    ],
    [
      'unknown dtype',
      () => editManifest(({ weights }) => Object.assign(weights[2] ?? {}, { dtype: 'int32' })),
      'weights_manifest.json is wrong at 0.weights.2.dtype.',
    ],
    [
      'float16 quantisation',
      () =>
        editManifest(({ weights }) =>
          Object.assign(weights[0] ?? {}, { quantization: { dtype: 'float16' } }),
        ),
      'weights_manifest.json is wrong at 0.weights.0.quantization.dtype.',
    ],
    [
      'a path that leaves the folder',
      () => editManifest(({ paths }) => paths.splice(0, 1, '../../secret')),
      'weights_manifest.json is wrong at 0.paths.0.',
    ],
    [
      'a missing shard',
      () => rmSync(join(folder, 'group1-shard2of3')),
      'the file group1-shard2of3 is missing or cannot be read.',
    ],
    [
      'a shard cut short',
      () => writeFileSync(join(folder, 'group1-shard3of3'), 'cut'),
      'group1-shard1of3 to group1-shard3of3 hold 57237 bytes instead of 85848.',
    ],
    [
      'a missing tensor',
      () => rename('decoder/output_projection/bias', 'decoder/somewhere/bias'),
      'it has no tensor decoder/output_projection/bias.',
    ],
    [
      'a missing sigma',
      () => rename('encoder/sigma/kernel', 'encoder/tau/kernel'),
      'it has no tensor encoder/sigma/kernel.',
    ],
    [
      'a tensor on its side',
      () => reshape(KERNEL, [130, 12]),
      `the tensor ${KERNEL} is [130, 12] instead of [12, 130].`,
    ],
    ['a kernel made a vector', () => reshape(KERNEL, [12 * 130]), `the tensor ${KERNEL} is not a matrix.`],
    [
      'a vocabulary that is not the weights’',
      () => editConfig((config) => Object.assign(argsOf(config), { maxPitch: 108 })),
      'the tensor encoder/cell_0/bidirectional_rnn/fw/multi_rnn_cell/cell_0/lstm_cell/kernel is [138, 32] instead of [119, 32].',
    ],
    [
      'steps that make no bars',
      () => editConfig((config) => Object.assign(argsOf(config), { numSteps: 33 })),
      'config.json is wrong at numSteps.',
    ],
    [
      'bars that do not divide the steps',
      () => editConfig((config) => Object.assign(argsOf(config), { numSegments: 5 })),
      'config.json is wrong at numSegments.',
    ],
    [
      'a flat model that says it is hierarchical',
      () => editConfig((config) => Object.assign(argsOf(config), { numSegments: 2 })),
      'it has no tensor encoder/hierarchical_level_0/cell_0/bidirectional_rnn/fw/multi_rnn_cell/cell_0/lstm_cell/kernel.',
    ],
  ])('%s', async (_, damage, fault) => {
    damage();
    const error = await refusal();
    expect(error.code).toBe('bad-checkpoint');
    expect(error.message).toBe(`The checkpoint mel_test cannot be used: ${fault}`);
  });
});

describe('a model of another kind is refused by its kind', () => {
  test.each<[string, () => void]>([
    ['a drum model', () => converter('DrumsConverter')],
    ['a trio model', () => converter('TrioConverter')],
    ['a drum groove model', () => converter('GrooveConverter')],
    ['a multitrack model', () => converter('MultitrackConverter')],
    ['a model for the converter PianoConverter', () => converter('PianoConverter')],
    ['a model of type MusicRNN', () => editConfig((config) => Object.assign(config, { type: 'MusicRNN' }))],
    [
      'a melody model over chords',
      () => editConfig((config) => Object.assign(config, { chordEncoder: 'PitchChordEncoder' })),
    ],
    [
      'a melody model in a given key',
      () => editConfig((config) => Object.assign(config, { conditionOnKey: true })),
    ],
    [
      'a melody model with extra controls',
      () => editConfig((config) => Object.assign(config, { extraControls: [{ name: 'density', depth: 1 }] })),
    ],
    [
      'a model of several notes at once',
      () => editConfig((config) => Object.assign(config, { useBooleanDecoder: true })),
    ],
    ['a drum model with a NADE output', () => rename('encoder/mu/bias', 'decoder/nade/w_enc')],
    [
      'a model with a stacked encoder',
      () =>
        rename(
          'encoder/mu/bias',
          'encoder/cell_0/bidirectional_rnn/fw/multi_rnn_cell/cell_1/lstm_cell/kernel',
        ),
    ],
    ['a model with a stacked encoder', () => rename('encoder/mu/bias', 'encoder/cell_1/lstm_cell/kernel')],
  ])('%s', async (kind, change) => {
    change();
    const error = await refusal();
    expect(error.code).toBe('unsupported-model');
    expect(error.message).toBe(
      `The checkpoint mel_test holds ${kind}; Segue plays plain MusicVAE melody checkpoints only.`,
    );
  });
});

function argsOf(config: Record<string, unknown>): object {
  return (config['dataConverter'] as { args: object }).args;
}

function converter(type: string): void {
  editConfig((config) => Object.assign(config['dataConverter'] ?? {}, { type }));
}

function rename(from: string, to: string): void {
  editManifest(({ weights }) => Object.assign(weights.find(({ name }) => name === from) ?? {}, { name: to }));
}

function reshape(tensor: string, shape: number[]): void {
  editManifest(({ weights }) => Object.assign(weights.find(({ name }) => name === tensor) ?? {}, { shape }));
}
