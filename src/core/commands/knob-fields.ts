import { z } from 'zod';
import { UserError } from '../errors.js';
import { type Knobs, MOST_TURN, type Turns } from '../model/knobs.js';
import type { MusicVae } from '../model/music-vae.js';
import { ATTRIBUTES, type Attribute } from '../music/attributes.js';
import type { CommandContext } from './command.js';

/** What a turn to either side does, in words that a listener knows. */
const WORDS: Readonly<Record<Attribute, { readonly less: string; readonly more: string }>> = {
  density: { less: 'fewer notes', more: 'more notes' },
  register: { less: 'lower', more: 'higher' },
  leaps: { less: 'smaller steps', more: 'wider leaps' },
  syncopation: { less: 'straighter', more: 'more syncopated' },
  diatonic: { less: 'more foreign notes', more: 'more in key' },
  noteLength: { less: 'shorter notes', more: 'longer notes' },
};

function knobField(name: Attribute) {
  const { less, more } = WORDS[name];
  return z
    .number()
    .min(-MOST_TURN)
    .max(MOST_TURN)
    .default(0)
    .meta({ description: `-${MOST_TURN} (${less}) to ${MOST_TURN} (${more})` });
}

/** One field a knob, for every command that turns them. */
export const knobFields = {
  density: knobField('density'),
  register: knobField('register'),
  leaps: knobField('leaps'),
  syncopation: knobField('syncopation'),
  diatonic: knobField('diatonic'),
  noteLength: knobField('noteLength'),
};

/** The knobs that a request turns; those at 0 are left out. */
export function turnsOf(request: Readonly<Record<Attribute, number>>): Turns {
  return Object.fromEntries(
    ATTRIBUTES.flatMap((name) => (request[name] === 0 ? [] : [[name, request[name]]])),
  );
}

/** `more notes (1), lower (-0.5)`. */
export function turnsInWords(turns: Turns): string {
  return ATTRIBUTES.flatMap((name) => {
    const turn = turns[name] ?? 0;
    return turn === 0 ? [] : [`${turn < 0 ? WORDS[name].less : WORDS[name].more} (${turn})`];
  }).join(', ');
}

/** What is known to be weak among the knobs that are turned, a sentence each. */
export function weakKnobs({ knobs }: Knobs, turns: Turns): string[] {
  return ATTRIBUTES.filter((name) => (turns[name] ?? 0) !== 0 && !knobs[name].reached).map(
    (name) => `The knob “${name}” of this model is unreliable: it often does little.`,
  );
}

/**
 * The knobs of the model in use.
 * @throws UserError `unsupported-model` where it has none
 */
export async function knobsOf(context: CommandContext, { name }: MusicVae, turns: Turns): Promise<Knobs> {
  const knobs = await context.models.knobs(name);
  if (knobs) return knobs;
  const wanted = Object.keys(turns).join(', ');
  throw new UserError(
    'unsupported-model',
    `The model ${name} has no knobs, so ${wanted} cannot be turned; choose another model or make them with “npm run knobs”.`,
  );
}
