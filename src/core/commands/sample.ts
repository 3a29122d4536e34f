import { z } from 'zod';
import { programByName } from '../music/instruments.js';
import { DEFAULT_QPM } from '../music/melody.js';
import { chooseModel } from './choose-model.js';
import { defineCommand } from './command.js';
import { compose } from './compose.js';
import { instrument, LENGTHS, model, seed, temperature, tempo } from './fields.js';
import { counted } from './wording.js';

const input = z.object({
  length: z.enum(LENGTHS).default('2bars').meta({ description: 'how long each tune is' }),
  count: z.int().min(1).max(8).default(1).meta({ description: 'how many tunes' }),
  temperature: temperature(0.5),
  seed,
  tempo,
  instrument,
  model,
});

/** Sample: draw latents from the prior and decode them into new tunes. */
export const sample = defineCommand({
  name: 'sample',
  summary: 'Invent a tune',
  input,
  answers: 'creation',
  positional: ['length'],
  examples: ['sample 2bars --count 4', 'sample 16bars --seed 7 --instrument "music box"'],
  async run(context, request) {
    const vae = await chooseModel(context, request);
    context.onStage?.('inventing');
    const usedSeed = request.seed ?? context.newSeed();
    const drawn = await vae.sample(request.count, { temperature: request.temperature, seed: usedSeed });
    const qpm = request.tempo ?? DEFAULT_QPM;
    const program = request.instrument === undefined ? 0 : programByName(request.instrument);
    return compose({
      command: 'sample',
      title: `${request.count === 1 ? 'A tune' : counted(request.count, 'tune')} of ${counted(vae.bars, 'bar')}`,
      segments: drawn.tokens.map((tokens, index) => ({ label: String(index + 1), alpha: null, tokens })),
      model: vae,
      qpm,
      program,
      seed: usedSeed,
      temperature: request.temperature,
      input: { count: request.count, qpm, program },
      notices: [],
      facts: { count: request.count, bars: vae.bars, temperature: request.temperature },
    });
  },
});
