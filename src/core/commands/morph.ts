import { z } from 'zod';
import { programByName } from '../music/instruments.js';
import { chooseModel } from './choose-model.js';
import { defineCommand } from './command.js';
import { compose } from './compose.js';
import { fidelityInWords, fidelityOf } from './fidelity.js';
import { fromBar, instrument, length, melody, model, part, seed, temperature, tempo } from './fields.js';
import { hear, windowFor } from './heard.js';
import { percent } from './wording.js';

const input = z.object({
  a: melody('melody to start from'),
  b: melody('melody to arrive at'),
  steps: z.int().min(3).max(16).default(8).meta({ description: 'melodies on the way, both ends included' }),
  length,
  path: z
    .enum(['slerp', 'lerp'])
    .default('slerp')
    .meta({ description: 'way through the latent space: along the sphere, or straight' }),
  temperature: temperature(0),
  seed,
  tempo,
  instrument,
  model,
  partA: part('the first file'),
  partB: part('the second file'),
  fromBarA: fromBar('the first melody'),
  fromBarB: fromBar('the second melody'),
});

/** Label of a place on the way: A, 14 %, ..., B. */
function placeLabel(alpha: number): string {
  if (alpha === 0) return 'A';
  return alpha === 1 ? 'B' : percent(alpha);
}

/**
 * Morph: encode both melodies, walk from one latent to the other, decode every place on the way.
 * The ends are decodes too, never the input pasted in; how near they come to it is told.
 */
export const morph = defineCommand({
  name: 'morph',
  summary: 'Turn one melody into another, step by step',
  input,
  answers: 'creation',
  positional: ['a', 'b'],
  examples: [
    'morph twinkle mary',
    'morph a.mid b.mid --steps 8 --format mp3,mp4',
    'morph greensleeves korobeiniki --length 16bars',
  ],
  async run(context, request) {
    const vae = await chooseModel(context, request);
    context.onStage?.('listening');
    const [from, to] = await Promise.all([
      hear(context, request.a, request.partA),
      hear(context, request.b, request.partB),
    ]);
    const a = windowFor(vae, from.melody, request.fromBarA);
    const b = windowFor(vae, to.melody, request.fromBarB);

    context.onStage?.('finding the way');
    const usedSeed = request.seed ?? context.newSeed();
    const { mu } = await vae.encode([a.tokens, b.tokens]);
    const [muA, muB] = mu;
    if (!muA || !muB) throw new Error('the encoder gave fewer latents than melodies');
    const way = await vae.interpolate(muA, muB, {
      steps: request.steps,
      method: request.path,
      temperature: request.temperature,
      seed: usedSeed,
    });
    const segments = way.tokens.map((tokens, step) => {
      const alpha = step / (request.steps - 1);
      return { label: placeLabel(alpha), alpha, tokens };
    });

    const fidelityA = fidelityOf(a.tokens, way.tokens[0] ?? a.tokens);
    const fidelityB = fidelityOf(b.tokens, way.tokens.at(-1) ?? b.tokens);
    const qpm = request.tempo ?? from.melody.qpm;
    const program =
      request.instrument === undefined ? (from.program ?? 0) : programByName(request.instrument);
    return compose({
      command: 'morph',
      title: `Morph: “${from.melody.title}” → “${to.melody.title}”`,
      segments,
      model: vae,
      qpm,
      program,
      seed: usedSeed,
      temperature: request.temperature,
      input: {
        a: { title: from.melody.title, tokens: [...a.tokens] },
        b: { title: to.melody.title, tokens: [...b.tokens] },
        steps: request.steps,
        path: request.path,
        qpm,
        program,
      },
      notices: [
        ...[...from.notices, ...a.notices].map((notice) => `A: ${notice}`),
        ...[...to.notices, ...b.notices].map((notice) => `B: ${notice}`),
        ...tempoNotice(request.tempo, from.melody.qpm, to.melody.qpm),
        `The model plays the ends from memory: A keeps ${fidelityInWords(fidelityA)}, B ${fidelityInWords(fidelityB)}.`,
      ],
      facts: {
        fidelityA: fidelityA.steps,
        fidelityB: fidelityB.steps,
        notesKeptA: `${fidelityA.notes}/${fidelityA.ofNotes}`,
        notesKeptB: `${fidelityB.notes}/${fidelityB.ofNotes}`,
        steps: request.steps,
        bars: vae.bars,
      },
    });
  },
});

function tempoNotice(asked: number | undefined, a: number, b: number): string[] {
  if (asked !== undefined || Math.round(a) === Math.round(b)) return [];
  return [`The tempo is A's, ${Math.round(a)} quarter notes a minute (B has ${Math.round(b)}).`];
}
