import { z } from 'zod';
import { isTurned, type Turns, turned } from '../model/knobs.js';
import type { Latent } from '../model/latent.js';
import { programByName } from '../music/instruments.js';
import { DEFAULT_QPM } from '../music/melody.js';
import { chooseModel } from './choose-model.js';
import { defineCommand } from './command.js';
import { compose } from './compose.js';
import { instrument, LENGTHS, model, seed, temperature, tempo } from './fields.js';
import { knobFields, knobsOf, turnsInWords, turnsOf } from './knob-fields.js';
import { counted } from './wording.js';

const input = z.object({
  length: z.enum(LENGTHS).default('2bars').meta({ description: 'how long each tune is' }),
  count: z.int().min(1).max(8).default(1).meta({ description: 'how many tunes' }),
  temperature: temperature(0.5),
  seed,
  tempo,
  instrument,
  model,
  ...knobFields,
});

/** Sample: draw latents from the prior and decode them into new tunes. */
export const sample = defineCommand({
  name: 'sample',
  summary: 'Invent a tune',
  input,
  answers: 'creation',
  positional: ['length'],
  examples: [
    'sample 2bars --count 4',
    'sample 16bars --seed 7 --instrument "music box"',
    'sample --density 1.5 --register -1',
  ],
  async run(context, request) {
    const vae = await chooseModel(context, request);
    context.onStage?.('inventing');
    const usedSeed = request.seed ?? context.newSeed();
    const draw = { temperature: request.temperature, seed: usedSeed };
    const drawn = await vae.sample(request.count, draw);
    const turns = turnsOf(request);
    const tokens = isTurned(turns) ? await turnAll(drawn.z, turns) : drawn.tokens;
    const qpm = request.tempo ?? DEFAULT_QPM;
    const program = request.instrument === undefined ? 0 : programByName(request.instrument);
    return compose({
      command: 'sample',
      title: `${request.count === 1 ? 'A tune' : counted(request.count, 'tune')} of ${counted(vae.bars, 'bar')}`,
      segments: tokens.map((row, index) => ({ label: String(index + 1), alpha: null, tokens: row })),
      model: vae,
      qpm,
      program,
      seed: usedSeed,
      temperature: request.temperature,
      input: { count: request.count, qpm, program, ...(isTurned(turns) ? { turns } : {}) },
      notices: isTurned(turns) ? [`Turned: ${turnsInWords(turns)}.`] : [],
      facts: { count: request.count, bars: vae.bars, temperature: request.temperature },
    });

    async function turnAll(z: readonly Latent[], wanted: Turns) {
      const knobs = await knobsOf(context, vae, wanted);
      return vae.decode(
        z.map((latent) => turned(latent, knobs, wanted)),
        draw,
      );
    }
  },
});
