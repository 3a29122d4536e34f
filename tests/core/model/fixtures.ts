import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCheckpoint } from '../../../src/core/model/checkpoint.js';
import { type Engine, openEngine } from '../../../src/core/model/engine.js';
import { loadMusicVae, type MusicVae } from '../../../src/core/model/music-vae.js';

const REPOSITORY = new URL('../../../', import.meta.url);

/** Small random checkpoints in every form that is read. */
export const CHECKPOINTS = [
  'flat_float32',
  'flat_uint8',
  'flat_uint16',
  'hierarchical_float32',
  'hierarchical_uint8',
  'hierarchical_uint16',
] as const;

/** Every engine that runs on any machine. */
export const ENGINES: readonly (readonly [string, () => Promise<Engine>])[] = [
  ['onnx', () => openEngine('onnx')],
  ['onnx-web', () => openEngine('onnx-web')],
  ['tfjs', () => openEngine('tfjs')],
];

export function checkpointFolder(name: string): string {
  return fileURLToPath(new URL(`tests/fixtures/checkpoints/${name}`, REPOSITORY));
}

export async function loadFixture(name: string, engine: Engine): Promise<MusicVae> {
  return loadMusicVae(await readCheckpoint(checkpointFolder(name)), engine);
}

/** A shipped model's folder, or undefined where it is not trained yet. */
export function shippedModel(name: string): string | undefined {
  const folder = fileURLToPath(new URL(`models/${name}`, REPOSITORY));
  return existsSync(`${folder}/weights_manifest.json`) ? folder : undefined;
}

/** A JSON file below the repository, or beside it in `../shared`. */
export function readJson<Content>(path: string): Content | undefined {
  const file = new URL(path, REPOSITORY);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Content) : undefined;
}

export function rows(lists: readonly (readonly number[])[]): Float32Array[] {
  return lists.map((list) => Float32Array.from(list));
}

export function windows(lists: readonly (readonly number[])[]): Uint8Array[] {
  return lists.map((list) => Uint8Array.from(list));
}

/** Largest difference between two lists of rows. */
export function largestGap(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  return a.reduce(
    (largest, row, i) =>
      row.reduce((most, value, d) => Math.max(most, Math.abs(value - (b[i]?.[d] ?? NaN))), largest),
    0,
  );
}
