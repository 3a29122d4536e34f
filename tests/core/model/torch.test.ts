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

/** Written by `python -m segue_training fixture`: PyTorch in float64 on the weights as they ship. */
interface TorchAnswers {
  readonly tunes: readonly {
    readonly tokens: number[];
    readonly mu: number[];
    readonly sigma: number[];
    readonly greedy: number[];
    readonly teacherForced: readonly { readonly step: number; readonly logits: number[] }[];
  }[];
  readonly prior: readonly { readonly z: number[]; readonly greedy: number[] }[];
}

describe.each(['mel_2bar', 'mel_16bar'])('%s against PyTorch', (name) => {
  const folder = shippedModel(name);
  const answers = readJson<TorchAnswers>(`tests/fixtures/torch-logits/${name}.json`);
  const present = folder !== undefined && answers !== undefined;
  const absent = missing(`models/${name} or its answers by PyTorch`, present, { installable: false });
  const { tunes, prior } = answers ?? { tunes: [], prior: [] };

  test.skipIf(absent).each(['onnx', 'tfjs'] as const)('on %s', async (choice) => {
    const model = await loadMusicVae(await readCheckpoint(folder ?? ''), await openEngine(choice));
    const labels = vocabularySize(model.vocabulary);
    const tokens = windows(tunes.map((tune) => tune.tokens));
    const { mu, sigma } = await model.encode(tokens);
    expect(largestGap(mu, rows(tunes.map((tune) => tune.mu)))).toBeLessThan(1e-4);
    expect(largestGap(sigma, rows(tunes.map((tune) => tune.sigma)))).toBeLessThan(1e-4);

    const muOfTorch = rows(tunes.map((tune) => tune.mu));
    const logits = await model.teacherForcedLogits(muOfTorch, tokens);
    tunes.forEach(({ teacherForced }, item) => {
      expect(teacherForced.length).toBeGreaterThan(0);
      for (const { step, logits: expected } of teacherForced) {
        const ours = logits[item]?.slice(step * labels, (step + 1) * labels) ?? new Float32Array();
        expect(largestGap([ours], rows([expected])), `tune ${item}, step ${step}`).toBeLessThan(1e-3);
      }
    });

    const z = [...muOfTorch, ...rows(prior.map((draw) => draw.z))];
    const greedy = windows([...tunes, ...prior].map((answer) => answer.greedy));
    await expectSameOrNearTie(model, { z, a: await model.decode(z), b: greedy, seed: 0, temperature: 0 });
    await model.release();
  });
});
