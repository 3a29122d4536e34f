import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../errors.js';
import { ATTRIBUTES, type Attribute } from '../music/attributes.js';
import type { Latent } from './latent.js';

/** File beside a model's weights. */
export const KNOBS_FILE = 'knobs.json';

/** Below this length a vector has no direction. */
const SHORTEST = 1e-8;

/** How far a knob may be turned, either way. */
export const MOST_TURN = 2;

/** Turns by knob; a knob that is not named stays at 0. */
export type Turns = Readonly<Partial<Record<Attribute, number>>>;

const knob = z.object({
  /** `[Z]`; one turn moves the decoded attribute by about one standard deviation. */
  direction: z.array(z.number()).min(1),
  /** Standard deviation of the attribute over decoded draws from the prior, in the attribute's own unit. */
  deviation: z.number().positive(),
  /** Mean over tunes of Spearman's rank correlation between the turn and the decoded attribute. */
  spearman: z.number().min(-1).max(1),
  /** Whether that is at least 0.8. */
  reached: z.boolean(),
  /** Change of every decoded attribute by one turn, in its standard deviations. */
  moves: z.record(z.enum(ATTRIBUTES), z.number()),
});

const knobsFile = z.object({
  version: z.literal(1),
  /** First 16 hex digits of the hash of the weights that the directions were made for. */
  modelHash: z.string(),
  /** The line that makes the file again. */
  command: z.string(),
  knobs: z.record(z.enum(ATTRIBUTES), knob),
});

/** Directions of a model's latent space along which one attribute of the music changes. */
export type Knobs = z.output<typeof knobsFile>;

/**
 * Reads the knobs of a model.
 * @param folder the model's folder
 * @param hash the hash of the weights that were loaded
 * @returns null where the model has none
 * @throws UserError `bad-checkpoint` where the file is damaged or was made for other weights
 */
export async function readKnobs(folder: string, hash: string): Promise<Knobs | null> {
  let text: string;
  try {
    text = await readFile(join(folder, KNOBS_FILE), 'utf8');
  } catch {
    return null;
  }
  const knobs = parse(text, folder);
  if (knobs.modelHash !== hash) {
    throw new UserError(
      'bad-checkpoint',
      `${KNOBS_FILE} of this model was made for other weights; make it again with “npm run knobs”.`,
    );
  }
  return knobs;
}

function parse(text: string, folder: string): Knobs {
  try {
    return knobsFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new UserError(
      'bad-checkpoint',
      `${join(folder, KNOBS_FILE)} is damaged; make it again with “npm run knobs”.`,
      { cause },
    );
  }
}

/** Whether anything is turned at all. */
export function isTurned(turns: Turns): boolean {
  return ATTRIBUTES.some((name) => (turns[name] ?? 0) !== 0);
}

/**
 * The latent with every knob turned: z + Σ turn · direction, brought back to the length of z, since draws from the
 * prior all have about one length and the decoder has hardly seen others. The order of the knobs does not matter.
 */
export function turned(z: Latent, { knobs }: Pick<Knobs, 'knobs'>, turns: Turns): Latent {
  if (!isTurned(turns)) return z.slice();
  const sum = Float64Array.from(z);
  for (const name of ATTRIBUTES) {
    const turn = turns[name] ?? 0;
    if (turn === 0) continue;
    knobs[name].direction.forEach((value, d) => {
      sum[d] = (sum[d] ?? 0) + turn * value;
    });
  }
  const scale = Math.hypot(...z) / Math.max(Math.hypot(...sum), SHORTEST);
  return Float32Array.from(sum, (value) => value * scale);
}
