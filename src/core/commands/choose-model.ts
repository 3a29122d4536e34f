import type { MusicVae } from '../model/music-vae.js';
import type { CommandContext } from './command.js';
import type { Length } from './fields.js';

const MODEL_FOR_LENGTH: Readonly<Record<Length, string>> = { '2bars': 'mel_2bar', '16bars': 'mel_16bar' };

/**
 * The model for a request: the named one, whose own length then counts, or the one made for the length.
 * @throws UserError where there is no such model
 */
export async function chooseModel(
  context: CommandContext,
  { model, length }: { readonly model?: string | undefined; readonly length: Length },
): Promise<MusicVae> {
  context.onStage?.('waking the model');
  return context.models.load(model ?? MODEL_FOR_LENGTH[length]);
}
