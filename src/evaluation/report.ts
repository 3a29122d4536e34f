import type { Baselines } from './baselines.js';
import type { Control } from './control.js';
import type { Interpolation, PathBaselines } from './interpolation.js';
import type { NearestNeighbour } from './nearest-neighbour.js';
import type { Reconstruction } from './reconstruction.js';
import type { SampleFigures } from './samples.js';

/** Everything that a run measured, as the JSON holds it. Null is "could not be measured here", never 0. */
export interface Report extends Measured {
  readonly model: ModelFacts;
  readonly corpus: CorpusFacts;
  readonly seed: number;
  readonly quick: boolean;
  /** Name of the engine that ran the model. */
  readonly engine: string;
  /** Wall-clock time of the run. */
  readonly seconds: number;
  /** The line that repeats it. */
  readonly command: string;
}

export interface ModelFacts {
  readonly name: string;
  /** First 16 hex digits of the hash of the weights and what config.json says of the music. */
  readonly hash: string;
  readonly bars: number;
  readonly hierarchical: boolean;
  readonly latentSize: number;
  /** Numbers in its weights. */
  readonly parameters: number;
}

export interface CorpusFacts {
  /** The file's name without its folder. */
  readonly file: string;
  readonly sha256: string;
  /** Distinct windows of the model's length in it. */
  readonly windows: number;
  readonly families: number;
  /** The training file, where one was given. */
  readonly train: { readonly file: string; readonly sha256: string; readonly windows: number } | null;
}

/** The figures themselves. */
export interface Measured {
  readonly reconstruction: Reconstruction & { readonly windows: number; readonly families: number };
  readonly baselines: Baselines &
    PathBaselines & {
      /** Null without the training windows. */
      readonly nearestNeighbour: NearestNeighbour | null;
    };
  readonly interpolation: Interpolation & { readonly lerp: Interpolation | null };
  /** At temperature 0.5, the product's default, with the same at 1 beside it. */
  readonly samples: SampleFigures & { readonly atTemperature1: SampleFigures };
  /** Null where the model has no knobs. */
  readonly knobs: Control | null;
}
