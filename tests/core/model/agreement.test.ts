import { describe, expect, test, vi } from 'vitest';
import { readCheckpoint } from '../../../src/core/model/checkpoint.js';
import { type Engine, openEngine } from '../../../src/core/model/engine.js';
import { loadMusicVae, type MusicVae } from '../../../src/core/model/music-vae.js';
import { missing } from '../../requirement.js';
import { CHECKPOINTS, checkpointFolder, ENGINES, largestGap, shippedModel } from './fixtures.js';
import { expectSameOrNearTie } from './near-tie.js';

// tfjs takes seconds for 16 bars, more where the machine is shared.
vi.setConfig({ testTimeout: 120_000 });

const SHIPPED = ['mel_2bar', 'mel_16bar'] as const;
const models = [
  ...CHECKPOINTS.map((name) => [name, checkpointFolder(name), false] as const),
  ...SHIPPED.map((name) => {
    const folder = shippedModel(name);
    return [
      name,
      folder ?? '',
      missing(`models/${name}`, folder !== undefined, { installable: false }),
    ] as const;
  }),
];

const load = async (folder: string, engine: Engine): Promise<MusicVae> =>
  loadMusicVae(await readCheckpoint(folder), engine);

/** Every case is a seed and a temperature; 0 is greedy. */
const CASES = [
  { seed: 1, temperature: 0 },
  { seed: 2, temperature: 0.5 },
  { seed: 3, temperature: 1.2 },
];

describe.each(models)('%s', (name, folder, absent) => {
  const count = name === 'mel_16bar' ? 2 : 5;

  test.skipIf(absent)(
    'onnxruntime and tfjs give the same tokens, and the same mu, sigma and logits',
    async () => {
      const onnx = await load(folder, await openEngine('onnx'));
      const tfjs = await load(folder, await openEngine('tfjs'));
      for (const draw of CASES) {
        const { z, tokens } = await onnx.sample(count, draw);
        const other = await tfjs.decode(z, draw);
        await expectSameOrNearTie(onnx, { z, a: tokens, b: other, ...draw });
        const [heard, heardToo] = [await onnx.encode(tokens), await tfjs.encode(tokens)];
        expect(largestGap(heard.mu, heardToo.mu)).toBeLessThan(1e-4);
        expect(largestGap(heard.sigma, heardToo.sigma)).toBeLessThan(1e-4);
      }
      const { z, tokens } = await onnx.sample(2, { seed: 4 });
      const [logits, logitsToo] = [
        await onnx.teacherForcedLogits(z, tokens),
        await tfjs.teacherForcedLogits(z, tokens),
      ];
      expect(largestGap(logits, logitsToo)).toBeLessThan(1e-3);
      await Promise.all([onnx.release(), tfjs.release()]);
    },
  );
});

describe.each(ENGINES)('on %s', (_, open) => {
  test.each(['flat_float32', 'hierarchical_float32'])(
    '%s: a batch of 8 equals 8 batches of 1',
    async (name) => {
      const model = await load(checkpointFolder(name), await open());
      for (const draw of CASES) {
        const { z, tokens } = await model.sample(8, draw);
        const { mu } = await model.encode(tokens);
        for (const [item, row] of z.entries()) {
          const alone = await model.decode([row], { ...draw, firstItem: item });
          expect(alone[0]).toEqual(tokens[item]);
          const heard = await model.encode(alone);
          expect(largestGap(heard.mu, mu.slice(item, item + 1))).toBeLessThan(1e-5);
        }
      }
      await model.release();
    },
  );
});

test.skipIf(shippedModel('mel_16bar') === undefined)(
  'mel_16bar on onnx: a batch of 4 equals 4 of 1',
  async () => {
    const model = await load(shippedModel('mel_16bar') ?? '', await openEngine('onnx'));
    const draw = { seed: 9, temperature: 0.8 };
    const { z, tokens } = await model.sample(4, draw);
    for (const [item, row] of z.entries()) {
      expect(await model.decode([row], { ...draw, firstItem: item })).toEqual([tokens[item]]);
    }
    await model.release();
  },
);
