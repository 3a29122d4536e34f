import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readCheckpoint } from '../../../src/core/model/checkpoint.js';
import { writeRandomCheckpoint } from '../../fixtures/checkpoints/random-checkpoint.mjs';
import { checkpointFolder } from './fixtures.js';

const folder = mkdtempSync(join(tmpdir(), 'segue-checkpoint-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TINY = { encoder: 4, latent: 3, core: [5, 5], steps: 32 };

function written(
  name: string,
  seed: number,
  options: { shards?: number; dtype?: 'float32' | 'uint8' } = {},
): string {
  const path = join(folder, name);
  writeRandomCheckpoint(path, TINY, { seed, ...options });
  return path;
}

test('sizes of a flat model follow from the shapes', async () => {
  const { name, config, latentSize, encoder, decoder } = await readCheckpoint(
    checkpointFolder('flat_float32'),
  );
  expect({ name, config, latentSize }).toEqual({
    name: 'flat_float32',
    config: { steps: 32, segments: null, vocabulary: { minPitch: 0, maxPitch: 127 } },
    latentSize: 10,
  });
  expect(encoder.levels.map(({ forward }) => forward.units)).toEqual([8]);
  expect(decoder.core.layers.map(({ inputs, units }) => [inputs, units])).toEqual([
    [140, 12],
    [12, 12],
    [12, 12],
  ]);
  expect(decoder.conductor).toBeUndefined();
});

test('sizes of a hierarchical model follow from the shapes', async () => {
  const { config, encoder, decoder } = await readCheckpoint(checkpointFolder('hierarchical_uint16'));
  expect(config.segments).toBe(4);
  expect(encoder.levels.map(({ forward }) => [forward.inputs, forward.units])).toEqual([
    [130, 7],
    [14, 7],
  ]);
  expect(decoder.conductor?.layers.map(({ inputs, units }) => [inputs, units])).toEqual([
    [1, 9],
    [9, 9],
  ]);
  expect(decoder.core.layers.map(({ inputs, units }) => [inputs, units])).toEqual([
    [139, 11],
    [11, 11],
  ]);
});

test('shards may be cut at any byte', async () => {
  const whole = await readCheckpoint(written('whole', 5));
  const cut = await readCheckpoint(written('cut', 5, { shards: 7 }));
  expect(cut.decoder).toEqual(whole.decoder);
  expect(cut.encoder).toEqual(whole.encoder);
});

test('quantised weights come back within half a level of what they were', async () => {
  const exact = await readCheckpoint(checkpointFolder('flat_float32'));
  for (const [name, levels] of [
    ['flat_uint8', 255],
    ['flat_uint16', 65535],
  ] as const) {
    const read = await readCheckpoint(checkpointFolder(name));
    const [was, is] = [exact.decoder.output.kernel, read.decoder.output.kernel];
    const span = was.reduce((a, b) => Math.max(a, b)) - was.reduce((a, b) => Math.min(a, b));
    was.forEach((value, i) => {
      // Half a level from rounding, half from the shift that keeps zero exact, and float32's own rounding.
      expect(Math.abs(value - (is[i] ?? NaN))).toBeLessThanOrEqual(span / levels + 1e-6);
    });
  }
});

test('the hash names the weights, not their files', async () => {
  const { hash } = await readCheckpoint(written('first', 5));
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect((await readCheckpoint(written('other_name', 5, { shards: 4 }))).hash).toBe(hash);
  expect((await readCheckpoint(written('other_weights', 6))).hash).not.toBe(hash);
  expect((await readCheckpoint(written('other_form', 5, { dtype: 'uint8' }))).hash).not.toBe(hash);
});
