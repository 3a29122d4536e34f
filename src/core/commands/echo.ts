import { z } from 'zod';
import { programByName } from '../music/instruments.js';
import { chooseModel } from './choose-model.js';
import { defineCommand } from './command.js';
import { compose } from './compose.js';
import { fidelityInWords, fidelityOf } from './fidelity.js';
import { fromBar, instrument, length, melody, model, part, seed, temperature, tempo } from './fields.js';
import { hear, windowFor } from './heard.js';

const input = z.object({
  melody: melody('melody to listen to'),
  length,
  temperature: temperature(0),
  seed,
  tempo,
  instrument,
  model,
  part: part('the file'),
  fromBar: fromBar('the melody'),
});

/** Echo: what the model hears. First the window that it was given, then what it plays back from the latent. */
export const echo = defineCommand({
  name: 'echo',
  summary: 'Hear a melody as the model hears it',
  input,
  answers: 'creation',
  positional: ['melody'],
  examples: ['echo twinkle', 'echo song.mid --length 16bars --from-bar 9'],
  async run(context, request) {
    const vae = await chooseModel(context, request);
    context.onStage?.('listening');
    const heard = await hear(context, request.melody, request.part);
    const window = windowFor(vae, heard.melody, request.fromBar);
    context.onStage?.('playing it back');
    const usedSeed = request.seed ?? context.newSeed();
    const { mu } = await vae.encode([window.tokens]);
    const [echoed] = await vae.decode(mu, { temperature: request.temperature, seed: usedSeed });
    if (!echoed) throw new Error('the decoder gave no melody for one latent');
    const fidelity = fidelityOf(window.tokens, echoed);
    const qpm = request.tempo ?? heard.melody.qpm;
    const program =
      request.instrument === undefined ? (heard.program ?? 0) : programByName(request.instrument);
    return compose({
      command: 'echo',
      title: `Echo of “${heard.melody.title}”`,
      segments: [
        { label: 'heard', alpha: 0, tokens: window.tokens },
        { label: 'echo', alpha: 1, tokens: echoed },
      ],
      model: vae,
      qpm,
      program,
      seed: usedSeed,
      temperature: request.temperature,
      input: { melody: { title: heard.melody.title, tokens: [...window.tokens] }, qpm, program },
      notices: [...heard.notices, ...window.notices, `The echo keeps ${fidelityInWords(fidelity)}.`],
      facts: { kept: fidelity.steps, notesKept: `${fidelity.notes}/${fidelity.ofNotes}`, bars: vae.bars },
    });
  },
});
