import type { z } from 'zod';
import type { Command, CommandContext } from '../core/commands/command.js';
import { type HeardMelody, hear, windowFor } from '../core/commands/heard.js';
import { morph } from '../core/commands/morph.js';
import { sample } from '../core/commands/sample.js';
import type { Creation } from '../core/creation.js';
import { UserError } from '../core/errors.js';
import type { MusicVae } from '../core/model/music-vae.js';
import { MODELS, type ReportContents, type ReportModel, type SixteenBars, type TwoBars } from './contents.js';
import { apart, asOne, type Exhibit } from './exhibit.js';
import { besideModel, readCollapse, readEvaluation } from './figures.js';
import { mixture } from './mixture.js';
import { commandLine, type ReportRequest } from './request.js';

/** How much is shown: melodies on the way from A to B, both ends included, and tunes that are invented. */
const AMOUNTS = {
  twoBars: { steps: 8, samples: 4 },
  sixteenBars: { steps: 5, samples: 2 },
  sixteenSlowBars: { steps: 3, samples: 1 },
} as const;
/** Below this, in quarter notes a minute, sixteen bars last so long that fewer keep the page under 25 MB. */
const SLOW = 50;
const TEMPERATURE = 0.5;

/** What the report asks of its surroundings. */
export interface GatherContext extends CommandContext {
  /** Folder with one folder a model, for what was measured of them. */
  readonly modelsFolder: string | URL;
}

/** A request with both melodies heard and a seed. */
interface Journey {
  readonly request: ReportRequest;
  readonly seed: number;
  readonly from: HeardMelody;
  readonly to: HeardMelody;
}

/**
 * Lets the commands make all music of the report, with those of its models that are installed.
 * @throws UserError `not-found` where none of them is, or as the commands
 */
export async function gather(context: GatherContext, request: ReportRequest): Promise<ReportContents> {
  const [from, to] = await Promise.all([
    hear(context, request.a, request.partA),
    hear(context, request.b, request.partB),
  ]);
  const journey: Journey = { request, from, to, seed: request.seed ?? context.newSeed() };
  const installed = await context.models.names();
  if (!Object.values(MODELS).some((name) => installed.includes(name))) {
    throw new UserError(
      'not-found',
      `The report needs one of the models ${Object.values(MODELS).join(', ')}, and none of them is here.`,
    );
  }
  const withModel = async <Part>(
    name: string,
    make: (context: GatherContext, journey: Journey, vae: MusicVae) => Promise<Part>,
  ) => (installed.includes(name) ? make(context, journey, await context.models.load(name)) : undefined);
  return {
    titleA: from.melody.title,
    titleB: to.melody.title,
    seed: journey.seed,
    temperature: TEMPERATURE,
    line: commandLine('report', [request.a, request.b], { ...choicesOf(request), seed: journey.seed }),
    twoBars: await withModel(MODELS.twoBars, twoBarsOf),
    hierarchical: await withModel(MODELS.hierarchical, sixteenBarsOf),
    flat: await withModel(MODELS.flat, sixteenBarsOf),
    collapse: readCollapse(await besideModel(context.modelsFolder, MODELS.flat, 'collapse.json')),
  };
}

async function twoBarsOf(context: GatherContext, journey: Journey, vae: MusicVae): Promise<TwoBars> {
  const { request, seed, from, to } = journey;
  const walk = await walkOf(context, journey, vae, AMOUNTS.twoBars.steps);
  const mixed = mixture({
    a: windowFor(vae, from.melody, request.fromBarA).tokens,
    b: windowFor(vae, to.melody, request.fromBarB).tokens,
    steps: AMOUNTS.twoBars.steps,
    seed,
    vocabulary: vae.vocabulary,
    beside: walk.creation.score,
  });
  return {
    model: await modelOf(context, vae),
    walk: asOne(walk.creation, 'walk', 'Through the latent space', walk.line),
    mixed: {
      clips: [{ id: 'mixed', name: 'Step by step, by coin', piece: mixed, together: mixed.score }],
      line: undefined,
      notices: [],
    },
    samples: await samplesOf(context, journey, vae, AMOUNTS.twoBars.samples),
  };
}

async function sixteenBarsOf(context: GatherContext, journey: Journey, vae: MusicVae): Promise<SixteenBars> {
  const qpm = journey.request.tempo ?? journey.from.melody.qpm;
  const { steps, samples } = qpm < SLOW ? AMOUNTS.sixteenSlowBars : AMOUNTS.sixteenBars;
  const { creation, line } = await walkOf(context, journey, vae, steps);
  return {
    model: await modelOf(context, vae),
    samples: await samplesOf(context, journey, vae, samples),
    places: apart(creation, `${idOf(vae)}-place`, (label) => label, line),
  };
}

/** The walk from A to B; the model's own length counts. */
async function walkOf(
  context: GatherContext,
  { request, seed }: Journey,
  vae: MusicVae,
  steps: number,
): Promise<{ creation: Creation; line: string }> {
  const { a, b } = request;
  const options = { ...choicesOf(request), steps, seed, model: vae.name };
  const creation = await create(context, morph, { a, b, ...options });
  return { creation, line: commandLine('morph', [a, b], options) };
}

async function samplesOf(
  context: GatherContext,
  { request, seed }: Journey,
  vae: MusicVae,
  count: number,
): Promise<Exhibit> {
  const { tempo, instrument } = request;
  const options = { count, temperature: TEMPERATURE, seed, tempo, instrument, model: vae.name };
  const creation = await create(context, sample, options);
  return apart(creation, `${idOf(vae)}-tune`, (label) => `Tune ${label}`, commandLine('sample', [], options));
}

async function create<Input extends z.ZodObject>(
  context: CommandContext,
  command: Command<Input>,
  input: z.input<Input>,
): Promise<Creation> {
  context.signal?.throwIfAborted();
  const answer = await command.run(context, command.input.parse(input));
  if (answer.kind !== 'creation') throw new Error(`${command.name} made no music`);
  return answer;
}

/** What a member chose beside the melodies and the seed. */
function choicesOf({ tempo, instrument, partA, partB, fromBarA, fromBarB }: ReportRequest) {
  return { tempo, instrument, partA, partB, fromBarA, fromBarB };
}

function idOf({ name }: MusicVae): string {
  return name.replaceAll('_', '-');
}

async function modelOf({ modelsFolder }: GatherContext, vae: MusicVae): Promise<ReportModel> {
  const { name, hash, bars, latentSize, hierarchical } = vae;
  const evaluation = readEvaluation(await besideModel(modelsFolder, name, 'evaluation.json'), hash);
  return { name, hash, bars, latentSize, hierarchical, evaluation };
}
