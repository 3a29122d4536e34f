import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../errors.js';
import { type CheckpointConfig, parseConfig } from './checkpoint-config.js';
import { readWeight } from './dequantise.js';
import { type DecoderNetwork, type EncoderNetwork, sizesOf } from './network.js';
import { readDecoder, readEncoder } from './read-network.js';
import { refuseForeignNetworks, type Tensor } from './weight-table.js';
import { byteLengthOf, parseManifest, type WeightGroup } from './weights-manifest.js';

/** A MusicVAE melody checkpoint, read and checked. */
export interface Checkpoint {
  /** The folder's name. */
  readonly name: string;
  /** SHA-256 in hex over the weights as stored and what config.json says of the music; shards do not count. */
  readonly hash: string;
  readonly config: CheckpointConfig;
  /** Latent size Z. */
  readonly latentSize: number;
  readonly encoder: EncoderNetwork;
  readonly decoder: DecoderNetwork;
}

/** A group of tensors with its shards' bytes joined. */
interface LoadedGroup {
  readonly group: WeightGroup;
  readonly bytes: Uint8Array;
}

/**
 * Reads a checkpoint in the Magenta-JS format: config.json, weights_manifest.json and the shards it names;
 * float32 or quantised to uint8 or uint16; flat or hierarchical. Every size follows from the shapes.
 *
 * Source of names and layout: `@magenta/music` 1.23.1, src/music_vae/model.ts.
 * @throws UserError `bad-checkpoint` naming the file or tensor at fault; `unsupported-model` naming the kind
 */
export async function readCheckpoint(folder: string | URL): Promise<Checkpoint> {
  const path = typeof folder === 'string' ? folder : fileURLToPath(folder);
  const name = basename(path);
  const config = parseConfig(await readJson(path, 'config.json'), name);
  const manifest = parseManifest(await readJson(path, 'weights_manifest.json'));
  if ('fault' in manifest) throw bad(name, `weights_manifest.json is wrong at ${manifest.fault}`);
  const groups = await Promise.all(manifest.groups.map((group) => loadGroup(path, group)));
  const table = { checkpoint: name, tensors: new Map(groups.flatMap(readGroup)) };
  refuseForeignNetworks(table);
  const encoder = readEncoder(table, config);
  const decoder = readDecoder(table, config, encoder.mu.outputs);
  return {
    name,
    hash: hashOf(config, groups),
    config,
    latentSize: sizesOf(decoder).latent,
    encoder,
    decoder,
  };
}

async function readJson(folder: string, file: string): Promise<unknown> {
  const text = (await readPart(folder, file)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw bad(basename(folder), `${file} is not valid JSON`, cause);
  }
}

async function readPart(folder: string, file: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, file));
  } catch (cause) {
    throw bad(basename(folder), `the file ${file} is missing or cannot be read`, cause);
  }
}

async function loadGroup(folder: string, group: WeightGroup): Promise<LoadedGroup> {
  const bytes = Buffer.concat(await Promise.all(group.paths.map((file) => readPart(folder, file))));
  const expected = group.weights.reduce((sum, weight) => sum + byteLengthOf(weight), 0);
  if (bytes.length !== expected) {
    const files = group.paths.length === 1 ? group.paths[0] : `${group.paths[0]} to ${group.paths.at(-1)}`;
    const verb = group.paths.length === 1 ? 'holds' : 'hold';
    throw bad(basename(folder), `${files} ${verb} ${bytes.length} bytes instead of ${expected}`);
  }
  return { group, bytes };
}

function readGroup({ group, bytes }: LoadedGroup): [string, Tensor][] {
  let offset = 0;
  return group.weights.map((entry) => {
    const values = readWeight(bytes, offset, entry);
    offset += byteLengthOf(entry);
    return [entry.name, { shape: entry.shape, values }];
  });
}

function hashOf({ steps, segments, vocabulary }: CheckpointConfig, groups: readonly LoadedGroup[]): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([steps, segments, vocabulary.minPitch, vocabulary.maxPitch]));
  for (const { group, bytes } of groups) {
    const layout = group.weights.map(({ name, shape, quantization }) => [name, shape, quantization ?? null]);
    hash.update(JSON.stringify(layout)).update(bytes);
  }
  return hash.digest('hex');
}

function bad(checkpoint: string, fault: string, cause?: unknown): UserError {
  return new UserError('bad-checkpoint', `The checkpoint ${checkpoint} cannot be used: ${fault}.`, { cause });
}
