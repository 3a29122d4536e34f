import type { Exhibit } from './exhibit.js';
import type { Collapse, Evaluation } from './figures.js';

/** The models that the report is about. */
export const MODELS = { twoBars: 'mel_2bar', hierarchical: 'mel_16bar', flat: 'mel_16bar_flat' } as const;

/** A model with what was measured of it. */
export interface ReportModel {
  readonly name: string;
  /** First 16 hex digits of the checkpoint's hash. */
  readonly hash: string;
  readonly bars: number;
  readonly latentSize: number;
  readonly hierarchical: boolean;
  /** Undefined where nothing was measured of these weights. */
  readonly evaluation: Evaluation | undefined;
}

/** What a two-bar model shows. */
export interface TwoBars {
  readonly model: ReportModel;
  /** The walk from A to B through the latent space. */
  readonly walk: Exhibit;
  /** The same walk in the space of the data. */
  readonly mixed: Exhibit;
  readonly samples: Exhibit;
}

/** What a sixteen-bar model shows. */
export interface SixteenBars {
  readonly model: ReportModel;
  readonly samples: Exhibit;
  /** Places on the way from A to B, each a clip. */
  readonly places: Exhibit;
}

/** Everything that the page is made of; a part whose model is not installed is undefined. */
export interface ReportContents {
  readonly titleA: string;
  readonly titleB: string;
  readonly seed: number;
  /** Temperature of the samples. */
  readonly temperature: number;
  /** The line to type to have the page again. */
  readonly line: string;
  readonly twoBars: TwoBars | undefined;
  readonly hierarchical: SixteenBars | undefined;
  readonly flat: SixteenBars | undefined;
  readonly collapse: Collapse | undefined;
}

/** Every exhibit, in the order of the page. */
export function exhibitsOf({ twoBars, hierarchical, flat }: ReportContents): readonly Exhibit[] {
  const two = twoBars ? [twoBars.walk, twoBars.mixed, twoBars.samples] : [];
  return [...two, ...[hierarchical, flat].flatMap((part) => (part ? [part.samples, part.places] : []))];
}
