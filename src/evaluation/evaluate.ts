import type { Knobs } from '../core/model/knobs.js';
import type { Tokens } from '../core/music/tokens.js';
import { measureBaselines } from './baselines.js';
import { controlDecodes, measureControl } from './control.js';
import type { EvaluatedModel, OnDone } from './evaluated-model.js';
import type { Extent } from './extent.js';
import { drawPairs, measureInterpolation, measurePathBaselines } from './interpolation.js';
import { memorisedShare } from './memorisation.js';
import { measureNearestNeighbour } from './nearest-neighbour.js';
import { overlappingArea } from './overlapping-area.js';
import type { CostOf } from './path-measures.js';
import { samplePrior } from './prior-samples.js';
import { measureReconstruction } from './reconstruction.js';
import type { Measured } from './report.js';
import { measureSamples, type SampleFigures } from './samples.js';
import { drawWindows, type WindowSet } from './windows.js';

/** Knobs are measured on other tunes than they were made from. */
const OTHER_DRAWS = 1000;

/** What is known of the tunes that a model was trained on. */
export interface TrainingKnowledge {
  /** The training windows themselves, where they are at hand. */
  readonly windows: WindowSet | null;
  /** Language model of the training tunes. */
  readonly costOf: CostOf | null;
  /** The model's knobs. */
  readonly knobs: Knobs | null;
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

  const real = realTunes(parts.windows, training.windows, seed);
  const drawn = async (temperature: number): Promise<SampleFigures> => {
    const onDone = enter(`sampling at temperature ${temperature}`, extent.samples);
    const tunes = await samplePrior(model, extent.samples, { temperature, seed, onDone });
    return {
      ...measureSamples(tunes, temperature),
      memorised: training.windows
        ? await memorisedShare(
            tunes,
            training.windows.tokens,
            enter('looking for them in training', tunes.length),
          )
        : null,
      overlappingArea: overlappingArea(tunes, real.reference, model.vocabulary),
      overlappingAreaCeiling: overlappingArea(real.others, real.reference, model.vocabulary),
    };
  };
  const samples = await drawn(0.5);
  const atTemperature1 = await drawn(1);
  const knobs = training.knobs
    ? await measureControl(model, training.knobs, {
        tunes: extent.dials,
        seed: seed + OTHER_DRAWS,
        onDone: enter('turning knobs', controlDecodes(extent.dials)),
      })
    : null;

  return {
    reconstruction: {
      windows: windows.tokens.length,
      families: new Set(windows.families).size,
      ...reconstruction,
    },
    baselines: { ...baselines, nearestNeighbour, ...pathBaselines },
    interpolation: { ...slerp, lerp },
    samples: { ...samples, atTemperature1 },
    knobs,
  };
}

/** Tunes of a set of real ones. */
const REAL = 300;

/** A set of held-out tunes, and other real ones beside it: of training, or of other held-out families. */
function realTunes(
  heldOut: WindowSet,
  training: WindowSet | null,
  seed: number,
): { readonly reference: readonly Tokens[]; readonly others: readonly Tokens[] } {
  if (training) {
    return {
      reference: drawWindows(heldOut, REAL, seed).tokens,
      others: drawWindows(training, REAL, seed).tokens,
    };
  }
  const families = [...new Set(heldOut.families)].sort();
  const half = new Set(families.filter((_, place) => place % 2 === 0));
  const part = (first: boolean): readonly Tokens[] => {
    const rows = [...heldOut.families.keys()].filter(
      (row) => half.has(heldOut.families[row] ?? '') === first,
    );
    const tokens = rows.map((row) => heldOut.tokens[row] ?? new Uint8Array());
    return drawWindows({ tokens, families: rows.map((row) => heldOut.families[row] ?? '') }, REAL, seed)
      .tokens;
  };
  return { reference: part(true), others: part(false) };
}
