import { z } from 'zod';
import { UserError } from './core/errors.js';

/** An unset variable and an empty one mean the same, as `.env.example` leaves them empty. */
const text = z
  .string()
  .optional()
  .transform((value) => (value?.trim() ? value.trim() : undefined));

const variables = z.object({
  SEGUE_ENGINE: text.pipe(z.enum(['auto', 'onnx', 'onnx-web', 'tfjs']).default('auto')),
  SEGUE_MODELS: text,
  SEGUE_SOUNDFONT: text,
  FFMPEG_PATH: text,
});

/** What the environment decides; every variable stands in `.env.example`. */
export interface Settings {
  readonly engine: 'auto' | 'onnx' | 'onnx-web' | 'tfjs';
  /** Folder with one folder a model. */
  readonly models: string | URL;
  readonly soundFont: string | undefined;
  readonly ffmpegPath: string | undefined;
}

/** The models that ship with the project. */
const SHIPPED_MODELS = new URL('../models/', import.meta.url);

/**
 * Reads and checks the environment.
 * @throws UserError naming the variable that cannot be used
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const parsed = variables.safeParse(environment);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? 'A variable');
    throw new UserError(
      'bad-option',
      `The variable ${name} cannot be used as it is; .env.example says what it takes.`,
    );
  }
  const { SEGUE_ENGINE, SEGUE_MODELS, SEGUE_SOUNDFONT, FFMPEG_PATH } = parsed.data;
  return {
    engine: SEGUE_ENGINE,
    models: SEGUE_MODELS ?? SHIPPED_MODELS,
    soundFont: SEGUE_SOUNDFONT,
    ffmpegPath: FFMPEG_PATH,
  };
}
