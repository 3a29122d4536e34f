import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readCheckpoint } from '../../../src/core/model/checkpoint.js';
import { loadMusicVae } from '../../../src/core/model/music-vae.js';
import { missing } from '../../requirement.js';
import { ENGINES, readJson, rows } from './fixtures.js';

interface ReferenceDecodes {
  readonly cases: readonly { readonly z: number[]; readonly tokens: number[] }[];
}

const folder = fileURLToPath(
  new URL('../../../../shared/magenta/mel_2bar_small_decoder_only_tfjs', import.meta.url),
);
const absent = missing("Magenta's own decoder (../shared/magenta)", existsSync(folder), {
  installable: false,
});

describe.skipIf(absent)("Magenta's released 2-bar decoder", () => {
  const { cases } = readJson<ReferenceDecodes>('../shared/magenta/mel_2bar_small_reference_decodes.json') ?? {
    cases: [],
  };

  test.each(ENGINES)('gives all 16 reference decodes on %s', async (_, open) => {
    const model = await loadMusicVae(await readCheckpoint(folder), await open());
    expect(model.vocabulary).toEqual({ minPitch: 21, maxPitch: 108 });
    expect(cases).toHaveLength(16);
    const decoded = await model.decode(rows(cases.map(({ z }) => z)));
    expect(decoded.map((tokens) => [...tokens])).toEqual(cases.map(({ tokens }) => tokens));
    await model.release();
  });
});
