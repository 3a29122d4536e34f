import { z } from 'zod';
import { UserError } from '../errors.js';
import { isTurned, type Turns, turned } from '../model/knobs.js';
import { ATTRIBUTES, type Attribute, type AttributeValues, attributesOf } from '../music/attributes.js';
import { programByName } from '../music/instruments.js';
import { STEPS_PER_BAR } from '../music/melody.js';
import { chooseModel } from './choose-model.js';
import { defineCommand } from './command.js';
import { compose } from './compose.js';
import { fidelityInWords, fidelityOf } from './fidelity.js';
import { fromBar, instrument, length, melody, model, part, seed, temperature, tempo } from './fields.js';
import { hear, windowFor } from './heard.js';
import { knobFields, knobsOf, turnsInWords, turnsOf, weakKnobs } from './knob-fields.js';
import { percent } from './wording.js';

const input = z.object({
  melody: melody('melody to change'),
  ...knobFields,
  length,
  temperature: temperature(0),
  seed,
  tempo,
  instrument,
  model,
  part: part('the file'),
  fromBar: fromBar('the melody'),
});

/** An attribute with its unit, as the notice tells it. */
const TOLD: Readonly<Record<Attribute, (values: AttributeValues) => string>> = {
  density: ({ density }) => `${(density * STEPS_PER_BAR).toFixed(1)} notes a bar`,
  register: ({ register }) => `mean pitch ${register.toFixed(1)}`,
  leaps: ({ leaps }) => `${leaps.toFixed(1)} semitones from note to note`,
  syncopation: ({ syncopation }) => `${percent(syncopation)} syncopated`,
  diatonic: ({ diatonic }) => `${percent(diatonic)} in key`,
  noteLength: ({ noteLength }) => `notes of ${noteLength.toFixed(1)} sixteenths`,
};

/**
 * Tweak: encode a melody, turn knobs of the latent space, decode. The first segment is the melody as the model plays
 * it back, so that the ear compares what the knobs did and not what the model mishears.
 */
export const tweak = defineCommand({
  name: 'tweak',
  summary: 'Turn knobs on a melody: denser, higher, straighter',
  input,
  answers: 'creation',
  positional: ['melody'],
  examples: ['tweak twinkle --density 1', 'tweak song.mid --register -1 --syncopation 1.5 --length 16bars'],
  async run(context, request) {
    const turns = turnsOf(request);
    if (!isTurned(turns)) {
      throw new UserError('bad-option', `Turn at least one knob, such as density 1 or register -1.`);
    }
    const vae = await chooseModel(context, request);
    const knobs = await knobsOf(context, vae, turns);
    context.onStage?.('listening');
    const heard = await hear(context, request.melody, request.part);
    const window = windowFor(vae, heard.melody, request.fromBar);
    context.onStage?.('turning');
    const usedSeed = request.seed ?? context.newSeed();
    const { mu } = await vae.encode([window.tokens]);
    const z = mu.flatMap((latent) => [latent, turned(latent, knobs, turns)]);
    const draw = { temperature: request.temperature, seed: usedSeed, items: [0, 0] };
    const [before, after] = await vae.decode(z, draw);
    if (!before || !after) throw new Error('the decoder gave fewer melodies than latents');
    const fidelity = fidelityOf(before, after);
    const qpm = request.tempo ?? heard.melody.qpm;
    const program =
      request.instrument === undefined ? (heard.program ?? 0) : programByName(request.instrument);
    return compose({
      command: 'tweak',
      title: `“${heard.melody.title}”, tweaked`,
      segments: [
        { label: 'before', alpha: 0, tokens: before },
        { label: 'after', alpha: 1, tokens: after },
      ],
      model: vae,
      qpm,
      program,
      seed: usedSeed,
      temperature: request.temperature,
      input: { melody: { title: heard.melody.title, tokens: [...window.tokens] }, turns, qpm, program },
      notices: [
        ...heard.notices,
        ...window.notices,
        `Turned: ${turnsInWords(turns)}.`,
        ...changes(turns, attributesOf(before, vae.vocabulary), attributesOf(after, vae.vocabulary)),
        ...weakKnobs(knobs, turns),
        `It keeps ${fidelityInWords(fidelity)}.`,
      ],
      facts: { kept: fidelity.steps, notesKept: `${fidelity.notes}/${fidelity.ofNotes}`, bars: vae.bars },
    });
  },
});

/** What every turned knob did to the music, measured. */
function changes(turns: Turns, before: AttributeValues, after: AttributeValues): string[] {
  return ATTRIBUTES.filter((name) => (turns[name] ?? 0) !== 0)
    .filter((name) => Number.isFinite(before[name]) && Number.isFinite(after[name]))
    .map((name) => `Measured: ${TOLD[name](before)} became ${TOLD[name](after)}.`);
}
