import { createHash } from 'node:crypto';
import type { Creation, Recipe } from '../creation.js';
import type { MusicVae } from '../model/music-vae.js';
import { describeScore } from '../music/describe.js';
import { findKey } from '../music/key.js';
import { STEPS_PER_BAR } from '../music/melody.js';
import type { Score, ScoreSegment } from '../music/score.js';
import { type Tokens, tokensToNotes } from '../music/tokens.js';

/** One decoded stretch before it becomes part of a score. */
export interface DecodedSegment {
  readonly label: string;
  /** Place from A (0) to B (1); null where there is no way. */
  readonly alpha: number | null;
  /** Labels `[T]`. */
  readonly tokens: Tokens;
}

/** What a command hands over when its music is decoded. */
export interface Composition {
  readonly command: string;
  readonly title: string;
  readonly segments: readonly DecodedSegment[];
  readonly model: MusicVae;
  readonly qpm: number;
  /** General MIDI program, 0 to 127. */
  readonly program: number;
  readonly seed: number;
  readonly temperature: number;
  /** The input as it can be stored and repeated: melodies as tokens. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly notices: readonly string[];
  readonly facts: Readonly<Record<string, number | string>>;
}

/** Makes the creation: score, key, recipe, and the id that follows from the recipe. */
export function compose(composition: Composition): Creation {
  const { model, command, input, seed, temperature } = composition;
  const score = scoreOf(composition);
  const recipe: Recipe = {
    version: 1,
    command,
    input,
    seed,
    temperature,
    model: { name: model.name, hash: model.hash },
    tokens: composition.segments.map(({ tokens }) => [...tokens]),
  };
  const key = findKey(score.segments.flatMap(({ notes }) => notes));
  return {
    kind: 'creation',
    id: idOf(recipe),
    score,
    recipe,
    key: key?.name ?? null,
    notices: composition.notices,
    facts: { ...composition.facts, model: model.name, modelHash: model.hash, engine: model.engine, seed },
    altText: describeScore(score),
  };
}

function scoreOf({ title, segments, model, qpm, program }: Composition): Score {
  const toSegment = ({ label, alpha, tokens }: DecodedSegment): ScoreSegment => ({
    label,
    alpha,
    notes: tokensToNotes(tokens, model.vocabulary),
    length: tokens.length,
  });
  return { title, segments: segments.map(toSegment), stepsPerBar: STEPS_PER_BAR, qpm, program };
}

/** Ten letters and digits from the recipe; the tokens follow from the rest and do not count. */
function idOf({ tokens: _, ...cause }: Recipe): string {
  const digest = createHash('sha256').update(JSON.stringify(cause)).digest('hex');
  return BigInt(`0x${digest}`).toString(36).slice(0, 10);
}
