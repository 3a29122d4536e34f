import { z } from 'zod';
import { UserError } from '../errors.js';
import { STEPS_PER_BAR } from '../music/melody.js';
import type { Vocabulary } from '../music/tokens.js';

/** What config.json says of a melody model. */
export interface CheckpointConfig {
  /** Window length T in steps. */
  readonly steps: number;
  /** Segments (bars) of a hierarchical model, each decoded from its own conductor output; null when flat. */
  readonly segments: number | null;
  readonly vocabulary: Vocabulary;
}

const PITCH = z.int().min(0).max(127);

const melodyArgs = z
  .object({
    numSteps: z.int().min(STEPS_PER_BAR).max(4096),
    numSegments: z.int().min(1).max(256).optional(),
    minPitch: PITCH,
    maxPitch: PITCH,
  })
  .refine(({ minPitch, maxPitch }) => minPitch <= maxPitch, { path: ['minPitch'] })
  .refine(({ numSteps }) => numSteps % STEPS_PER_BAR === 0, { path: ['numSteps'] })
  .refine(({ numSteps, numSegments }) => numSteps % (numSegments ?? 1) === 0, { path: ['numSegments'] });

const outline = z.object({
  type: z.string(),
  dataConverter: z.object({ type: z.string(), args: z.unknown() }),
  chordEncoder: z.unknown().optional(),
  conditionOnKey: z.unknown().optional(),
  extraControls: z.unknown().optional(),
  useBooleanDecoder: z.unknown().optional(),
});

const KIND_OF_CONVERTER: Readonly<Record<string, string>> = {
  DrumsConverter: 'a drum model',
  DrumRollConverter: 'a drum model',
  DrumsOneHotConverter: 'a drum model',
  TrioConverter: 'a trio model',
  TrioRhythmConverter: 'a trio model',
  GrooveConverter: 'a drum groove model',
  MultitrackConverter: 'a multitrack model',
};

/**
 * Checks a parsed config.json.
 * @throws UserError `unsupported-model` naming the kind of a model that is not a plain melody MusicVAE;
 * `bad-checkpoint` naming the field that is wrong
 */
export function parseConfig(json: unknown, checkpoint: string): CheckpointConfig {
  const parsed = outline.safeParse(json);
  if (!parsed.success) throw badField(checkpoint, parsed.error);
  const kind = foreignKind(parsed.data);
  if (kind) throw unsupported(checkpoint, kind);
  const args = melodyArgs.safeParse(parsed.data.dataConverter.args);
  if (!args.success) throw badField(checkpoint, args.error);
  const { numSteps, numSegments, minPitch, maxPitch } = args.data;
  return { steps: numSteps, segments: numSegments ?? null, vocabulary: { minPitch, maxPitch } };
}

/** The sentence for a sound checkpoint of a kind that Segue does not play. */
export function unsupported(checkpoint: string, kind: string): UserError {
  return new UserError(
    'unsupported-model',
    `The checkpoint ${checkpoint} holds ${kind}; Segue plays plain MusicVAE melody checkpoints only.`,
  );
}

function foreignKind(config: z.output<typeof outline>): string | undefined {
  const { type, dataConverter } = config;
  if (type !== 'MusicVAE') return `a model of type ${type}`;
  if (dataConverter.type !== 'MelodyConverter') {
    return KIND_OF_CONVERTER[dataConverter.type] ?? `a model for the converter ${dataConverter.type}`;
  }
  if (config.chordEncoder) return 'a melody model over chords';
  if (config.conditionOnKey) return 'a melody model in a given key';
  if (config.extraControls) return 'a melody model with extra controls';
  if (config.useBooleanDecoder) return 'a model of several notes at once';
  return undefined;
}

function badField(checkpoint: string, error: z.ZodError): UserError {
  const field = error.issues[0]?.path.join('.') || 'its outermost form';
  return new UserError(
    'bad-checkpoint',
    `The checkpoint ${checkpoint} cannot be used: config.json is wrong at ${field}.`,
    { cause: error },
  );
}
