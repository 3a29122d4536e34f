import type { Latent } from '../core/model/latent.js';
import { type Tokens, vocabularySize } from '../core/music/tokens.js';
import { type Estimate, estimate } from './bootstrap.js';
import { type EvaluatedModel, inChunks, type OnDone } from './evaluated-model.js';
import { type Likeness, likenessOf, stepAccuracy } from './likeness.js';
import { activeUnits, drawFromPosterior, klBits } from './posterior-measures.js';
import type { WindowSet } from './windows.js';

/** One way of decoding: the share of right steps with its interval, and what else the windows tell. */
export type ModeFigures = Estimate & Likeness;

export interface Reconstruction {
  /** The true labels before every step, z drawn from q: likeliest label (R1). */
  readonly teacherForced: Estimate & Pick<Likeness, 'byBar'>;
  /** On its own output, every label drawn at temperature 1, z drawn from q (R2). */
  readonly sampled: ModeFigures;
  /** On its own output, the likeliest label every time, z = mu: what the product does (R2g). */
  readonly greedy: ModeFigures;
  /** Mean KL of the posterior from the prior, in bits a window. */
  readonly klBits: number;
  readonly activeUnits: number;
}

/** What a model makes of one window. */
interface Pass {
  readonly mu: Latent;
  readonly bits: number;
  readonly teacherForced: Tokens;
  readonly sampled: Tokens;
  readonly greedy: Tokens;
}

/** Encodes every window, decodes it in three ways and counts what came back. */
export async function measureReconstruction(
  model: EvaluatedModel,
  { tokens, families }: WindowSet,
  { seed, onDone = () => undefined }: { readonly seed: number; readonly onDone?: OnDone | undefined },
): Promise<Reconstruction> {
  const passes = await inChunks(tokens, onDone, (chunk, from) => passesOf(model, chunk, from, seed));
  const accuracy = (decoded: readonly Tokens[]): Estimate =>
    estimate(
      decoded.map((window, row) => stepAccuracy(window, tokens[row] ?? window)),
      families,
      seed,
    );
  const forced = passes.map(({ teacherForced }) => teacherForced);
  const sampled = passes.map((pass) => pass.sampled);
  const greedy = passes.map((pass) => pass.greedy);
  return {
    teacherForced: { ...accuracy(forced), byBar: likenessOf(forced, tokens).byBar },
    sampled: { ...accuracy(sampled), ...likenessOf(sampled, tokens) },
    greedy: { ...accuracy(greedy), ...likenessOf(greedy, tokens) },
    klBits: passes.reduce((sum, { bits }) => sum + bits, 0) / passes.length,
    activeUnits: activeUnits(passes.map(({ mu }) => mu)),
  };
}

async function passesOf(
  model: EvaluatedModel,
  windows: readonly Tokens[],
  firstItem: number,
  seed: number,
): Promise<Pass[]> {
  const posterior = await model.encode(windows);
  const z = drawFromPosterior(posterior, seed, firstItem);
  const labels = vocabularySize(model.vocabulary);
  const forced = await model.teacherForcedLogits(z, windows);
  const sampled = await model.decode(z, { temperature: 1, seed, firstItem });
  const greedy = await model.decode(posterior.mu);
  const bits = klBits(posterior);
  return windows.map((_, row) => ({
    mu: at(posterior.mu, row),
    bits: at(bits, row),
    teacherForced: likeliestLabels(at(forced, row), labels),
    sampled: at(sampled, row),
    greedy: at(greedy, row),
  }));
}

/** Logits `[T · V]` to the likeliest label of every step `[T]`; of equals the first. */
export function likeliestLabels(logits: Float32Array, labels: number): Tokens {
  return Uint8Array.from({ length: logits.length / labels }, (_, step) => {
    let best = 0;
    for (let label = 1; label < labels; label++) {
      const row = step * labels;
      if ((logits[row + label] ?? 0) > (logits[row + best] ?? 0)) best = label;
    }
    return best;
  });
}

function at<Item>(items: readonly Item[], row: number): Item {
  const item = items[row];
  if (item === undefined) throw new Error('the model gave fewer rows than it was asked for');
  return item;
}
