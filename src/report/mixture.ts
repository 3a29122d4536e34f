import { percent } from '../core/commands/wording.js';
import { openUniform, streamFor } from '../core/model/random.js';
import { describeScore } from '../core/music/describe.js';
import { findKey } from '../core/music/key.js';
import { mixSteps } from '../core/music/mixing.js';
import type { Score, ScoreSegment } from '../core/music/score.js';
import { type Tokens, tokensToNotes, type Vocabulary } from '../core/music/tokens.js';
import type { Piece } from '../render/render.js';

/** What is mixed, and how it is to sound. */
export interface MixtureRequest {
  /** Windows `[T]` of one length. */
  readonly a: Tokens;
  readonly b: Tokens;
  readonly steps: number;
  readonly seed: number;
  readonly vocabulary: Vocabulary;
  /** The walk through the latent space that it stands beside. */
  readonly beside: Score;
}

/**
 * The walk from A to B in the data space: every sixteenth taken from B with a probability that grows. One coin a
 * step is tossed for the whole walk, so that a step only ever changes from A to B.
 */
export function mixture({ a, b, steps, seed, vocabulary, beside }: MixtureRequest): Piece {
  const next = streamFor(seed, 0, 'coins');
  const coins = Array.from(a, () => openUniform(next));
  const segments = Array.from({ length: steps }, (_, step): ScoreSegment => {
    const alpha = step / (steps - 1);
    const tokens = mixSteps(a, b, alpha, coins);
    const label = alpha === 0 ? 'A' : alpha === 1 ? 'B' : percent(alpha);
    return { label, alpha, notes: tokensToNotes(tokens, vocabulary), length: tokens.length };
  });
  const score: Score = { ...beside, title: `Mixed step by step, ${beside.title}`, segments };
  const key = findKey(segments.flatMap(({ notes }) => notes));
  return { id: `mix${seed}`, score, key: key?.name ?? null, altText: describeScore(score) };
}
