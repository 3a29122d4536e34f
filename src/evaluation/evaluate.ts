import { measureBaselines } from './baselines.js';
import type { EvaluatedModel, OnDone } from './evaluated-model.js';
import type { Extent } from './extent.js';
import { drawPairs, measureInterpolation, measurePathBaselines } from './interpolation.js';
import { measureNearestNeighbour } from './nearest-neighbour.js';
import type { CostOf } from './path-measures.js';
import { samplePrior } from './prior-samples.js';
import { measureReconstruction } from './reconstruction.js';
import type { Measured } from './report.js';
import { measureSamples, type SampleFigures } from './samples.js';
import { drawWindows, type WindowSet } from './windows.js';

/** What is known of the tunes that a model was trained on. */
export interface TrainingKnowledge {
  /** The training windows themselves, where they are at hand. */
  readonly windows: WindowSet | null;
  /** Language model of the training tunes. */
  readonly costOf: CostOf | null;
}

export interface EvaluateParts {
  readonly model: EvaluatedModel;
  /** Held-out windows. */
  readonly windows: WindowSet;
  readonly training: TrainingKnowledge;
  readonly extent: Extent;
  readonly seed: number;
  /** Told of every stage in words, with how many items it has. */
  readonly enter: (words: string, items: number) => OnDone;
}

/** Takes every measure, one after another. */
export async function evaluate(parts: EvaluateParts): Promise<Measured> {
  const { model, extent, seed, training, enter } = parts;
  const windows = drawWindows(parts.windows, extent.windows, seed);
  const reconstruction = await measureReconstruction(model, windows, {
    seed,
    onDone: enter('reconstructing windows', windows.tokens.length),
  });
  const baselines = measureBaselines(windows, { training: training.windows?.tokens, seed });

  const looked = drawWindows(parts.windows, extent.neighbours, seed);
  const nearestNeighbour = training.windows
    ? await measureNearestNeighbour(looked, training.windows.tokens, {
        seed,
        onDone: enter('looking for neighbours in training', looked.tokens.length),
      })
    : null;

  const pairs = drawPairs(parts.windows, extent.pairs, seed);
  const ways = { costOf: training.costOf, seed };
  const slerp = await measureInterpolation(model, pairs, {
    ...ways,
    method: 'slerp',
    onDone: enter('walking from tune to tune', pairs.length),
  });
  const lerp = extent.lerp
    ? await measureInterpolation(model, pairs, {
        ...ways,
        method: 'lerp',
        onDone: enter('walking in straight lines', pairs.length),
      })
    : null;
  const pathBaselines = measurePathBaselines(pairs, ways);

  const drawn = async (temperature: number): Promise<SampleFigures> => {
    const onDone = enter(`sampling at temperature ${temperature}`, extent.samples);
    return measureSamples(
      await samplePrior(model, extent.samples, { temperature, seed, onDone }),
      temperature,
    );
  };
  const samples = await drawn(0.5);
  const atTemperature1 = await drawn(1);

  return {
    reconstruction: {
      windows: windows.tokens.length,
      families: new Set(windows.families).size,
      ...reconstruction,
    },
    baselines: { ...baselines, nearestNeighbour, ...pathBaselines },
    interpolation: { ...slerp, lerp },
    samples: { ...samples, atTemperature1 },
  };
}
