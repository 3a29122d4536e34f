import { describe, expect, test, vi } from 'vitest';
import { readCheckpoint } from '../../../src/core/model/checkpoint.js';
import { openEngine } from '../../../src/core/model/engine.js';
import { loadMusicVae } from '../../../src/core/model/music-vae.js';
import { vocabularySize } from '../../../src/core/music/tokens.js';
import { missing } from '../../requirement.js';
import { largestGap, readJson, rows, shippedModel, windows } from './fixtures.js';
import { expectSameOrNearTie } from './near-tie.js';

// tfjs takes seconds for 16 bars, more where the machine is shared.
vi.setConfig({ testTimeout: 120_000 });

/** Written by `python -m segue_training fixture`: PyTorch on the weights as they ship, z = mu. */
interface TorchAnswers {
  readonly cases: readonly {
    readonly tokens: number[];
    readonly mu: number[];
    readonly sigma: number[];
    readonly greedy: number[];
    /** Teacher-forced, `[V]` at some steps. */
    readonly logits: readonly { readonly step: number; readonly values: number[] }[];
  }[];
}

describe.each(['mel_2bar', 'mel_16bar'])('%s against PyTorch', (name) => {
  const folder = shippedModel(name);
  const answers = readJson<TorchAnswers>(`tests/fixtures/torch-logits/${name}.json`);
  const present = folder !== undefined && answers !== undefined;
  const absent = missing(`models/${name} or its answers by PyTorch`, present, { installable: false });
  const { cases } = answers ?? { cases: [] };

  test.skipIf(absent).each(['onnx', 'tfjs'] as const)('on %s', async (choice) => {
    const model = await loadMusicVae(await readCheckpoint(folder ?? ''), await openEngine(choice));
    const labels = vocabularySize(model.vocabulary);
    expect(cases.length).toBeGreaterThan(0);
    const tokens = windows(cases.map((tune) => tune.tokens));
    const mu = rows(cases.map((tune) => tune.mu));
    const heard = await model.encode(tokens);
    expect(largestGap(heard.mu, mu)).toBeLessThan(1e-4);
    expect(largestGap(heard.sigma, rows(cases.map((tune) => tune.sigma)))).toBeLessThan(1e-4);

    const logits = await model.teacherForcedLogits(mu, tokens);
    cases.forEach((tune, item) => {
      expect(tune.logits.length).toBeGreaterThan(0);
      for (const { step, values } of tune.logits) {
        const ours = logits[item]?.slice(step * labels, (step + 1) * labels) ?? new Float32Array();
        expect(largestGap([ours], rows([values])), `tune ${item}, step ${step}`).toBeLessThan(1e-3);
      }
    });

    const greedy = windows(cases.map((tune) => tune.greedy));
    await expectSameOrNearTie(model, {
      z: mu,
      a: await model.decode(mu),
      b: greedy,
      seed: 0,
      temperature: 0,
    });
    await model.release();
  });
});
