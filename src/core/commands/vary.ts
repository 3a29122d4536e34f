import { z } from 'zod';
import { stepsKept } from '../model/similarity.js';
import { programByName } from '../music/instruments.js';
import { chooseModel } from './choose-model.js';
import { defineCommand } from './command.js';
import { compose } from './compose.js';
import { fromBar, instrument, length, melody, model, part, seed, temperature, tempo } from './fields.js';
import { hear, windowFor } from './heard.js';
import { percent } from './wording.js';

const input = z.object({
  melody: melody('melody to vary'),
  amount: z.number().min(0).max(100).default(40).meta({
    description: 'how far from the original in percent: 0 as the model hears it, 100 something else',
  }),
  count: z.int().min(1).max(8).default(4).meta({ description: 'how many variations' }),
  length,
  temperature: temperature(0),
  seed,
  tempo,
  instrument,
  model,
  part: part('the file'),
  fromBar: fromBar('the melody'),
});

/** Vary: move the melody's latent a measured distance towards random places, and decode there. */
export const vary = defineCommand({
  name: 'vary',
  summary: 'Variations of a melody, near or far',
  input,
  answers: 'creation',
  positional: ['melody'],
  examples: ['vary twinkle --amount 30 --count 4', 'vary song.mid --amount 70 --length 16bars'],
  async run(context, request) {
    const vae = await chooseModel(context, request);
    context.onStage?.('listening');
    const heard = await hear(context, request.melody, request.part);
    const window = windowFor(vae, heard.melody, request.fromBar);
    context.onStage?.('varying');
    const usedSeed = request.seed ?? context.newSeed();
    const variations = await vae.vary(window.tokens, {
      amount: request.amount / 100,
      count: request.count,
      temperature: request.temperature,
      seed: usedSeed,
    });
    const kept = variations.map(({ tokens }) => stepsKept(window.tokens, tokens));
    const meanKept = kept.reduce((sum, share) => sum + share, 0) / kept.length;
    const qpm = request.tempo ?? heard.melody.qpm;
    const program =
      request.instrument === undefined ? (heard.program ?? 0) : programByName(request.instrument);
    return compose({
      command: 'vary',
      title: `Variations on “${heard.melody.title}”`,
      segments: variations.map(({ tokens }, index) => ({ label: String(index + 1), alpha: null, tokens })),
      model: vae,
      qpm,
      program,
      seed: usedSeed,
      temperature: request.temperature,
      input: {
        melody: { title: heard.melody.title, tokens: [...window.tokens] },
        amount: request.amount,
        count: request.count,
        qpm,
        program,
      },
      notices: [
        ...heard.notices,
        ...window.notices,
        `Steps kept of the original: ${kept.map(percent).join(', ')}.`,
      ],
      facts: { amount: request.amount, meanKept, bars: vae.bars },
    });
  },
});
