import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readCheckpoint } from '../../../src/core/model/checkpoint.js';
import { KNOBS_FILE, type Knobs, readKnobs, turned } from '../../../src/core/model/knobs.js';
import { ATTRIBUTES } from '../../../src/core/music/attributes.js';

const MODELS = fileURLToPath(new URL('../../../models', import.meta.url));
const SIZE = 8;

/** Each knob along its own axis. */
function axes(): Knobs {
  const entries = ATTRIBUTES.map((name, k) => [
    name,
    {
      direction: Array.from({ length: SIZE }, (_, d) => (d === k ? 1 : 0)),
      deviation: 1,
      spearman: 1,
      reached: true,
      moves: Object.fromEntries(ATTRIBUTES.map((other) => [other, other === name ? 1 : 0])),
    },
  ]);
  return { version: 1, modelHash: 'abc', command: 'by hand', knobs: Object.fromEntries(entries) };
}

const latent = fc
  .array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: SIZE, maxLength: SIZE })
  .filter((values) => Math.hypot(...values) > 0.1)
  .map((values) => Float32Array.from(values));
const turn = fc.double({ min: -2, max: 2, noNaN: true });

describe('turning knobs', () => {
  it('does nothing at 0', () => {
    fc.assert(
      fc.property(latent, (z) => {
        expect(turned(z, axes(), {})).toEqual(z);
        expect(turned(z, axes(), { density: 0, leaps: 0 })).toEqual(z);
      }),
    );
  });

  it('keeps the length of the latent, and does not mind the order', () => {
    fc.assert(
      fc.property(latent, turn, turn, (z, density, leaps) => {
        const one = turned(z, axes(), { density, leaps });
        expect(one).toEqual(turned(z, axes(), { leaps, density }));
        // Only a turn that lands on the origin has no direction to keep the length in.
        if (Math.hypot(...one) > 0) expect(Math.hypot(...one)).toBeCloseTo(Math.hypot(...z), 3);
      }),
    );
  });

  it('goes where it says', () => {
    const z = Float32Array.from([0, 0, 0, 0, 0, 0, 0, 1]);
    const out = turned(z, axes(), { register: 1 });
    expect(out[1]).toBeCloseTo(Math.SQRT1_2, 6);
    expect(out[7]).toBeCloseTo(Math.SQRT1_2, 6);
  });
});

describe('the file of knobs', () => {
  const folderWith = async (text: string): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'segue-knobs-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, KNOBS_FILE), text);
    return folder;
  };

  it('is read for its own weights and refused for others', async () => {
    const folder = await folderWith(JSON.stringify(axes()));
    expect((await readKnobs(folder, 'abc'))?.knobs.register.direction[1]).toBe(1);
    await expect(readKnobs(folder, 'def')).rejects.toMatchObject({
      code: 'bad-checkpoint',
      message: expect.stringContaining('other weights'),
    });
  });

  it('is told to be damaged where it is', async () => {
    const folder = await folderWith(JSON.stringify(axes()).slice(0, 200));
    await expect(readKnobs(folder, 'abc')).rejects.toMatchObject({ code: 'bad-checkpoint' });
  });

  it('may be missing', async () => {
    expect(await readKnobs(join(MODELS, 'nowhere'), 'abc')).toBeNull();
  });

  it('ships for the very weights beside it, as long as the latent, and lists what it did not reach', async () => {
    for (const name of await readdir(MODELS)) {
      const folder = join(MODELS, name);
      if (!(await readdir(folder).catch(() => [] as string[])).includes(KNOBS_FILE)) continue;
      const { hash, latentSize } = await readCheckpoint(folder);
      const knobs = await readKnobs(folder, hash.slice(0, 16));
      for (const attribute of ATTRIBUTES) {
        const knob = knobs?.knobs[attribute];
        expect(knob?.direction).toHaveLength(latentSize);
        expect(knob?.reached).toBe((knob?.spearman ?? 0) >= 0.8);
      }
    }
  });
});
