import type { MusicVae } from '../model/music-vae.js';
import type { Melody } from '../music/melody.js';
import { melodyFromSong } from '../music/melody-file.js';
import { notesToTokens, type Tokens } from '../music/tokens.js';
import { findTune } from '../music/tunes/tunes.js';
import { windowOf } from '../music/window.js';
import type { CommandContext } from './command.js';
import type { MelodySource } from './fields.js';

/** A member's melody as far as Segue understood it. */
export interface HeardMelody {
  /** The melody in its own metre. */
  readonly melody: Melody;
  /** General MIDI program of the part it came from, 0 to 127; undefined for built-in tunes. */
  readonly program: number | undefined;
  /** What was chosen or changed, a sentence each. */
  readonly notices: readonly string[];
}

/** What a model is given of a melody. */
export interface HeardWindow {
  /** Labels `[T]` in the model's vocabulary. */
  readonly tokens: Tokens;
  readonly notices: readonly string[];
}

/** Title of a file: its name without folder and ending. */
export function titleOf(fileName: string): string {
  const base = fileName.split(/[\\/]/).at(-1) ?? fileName;
  return base.replace(/\.(midi?|kar|rmi)$/i, '').slice(0, 80) || 'untitled';
}

/**
 * Reads a melody from a file or finds the built-in tune.
 * @throws UserError where there is no such tune, or no melody in the file
 */
export async function hear(
  context: CommandContext,
  source: MelodySource,
  part?: string,
): Promise<HeardMelody> {
  if (source.kind === 'tune') return { melody: findTune(source.name), program: undefined, notices: [] };
  const song = await context.midi.read(source.bytes, context.signal ? { signal: context.signal } : {});
  const title = titleOf(source.fileName);
  const found = melodyFromSong(song, part === undefined ? { title } : { title, part });
  return { melody: found.melody, program: found.chosen.program, notices: found.notices };
}

/**
 * Cuts, repeats and re-bars a melody until it fills the model's window.
 * @param fromBar first bar, counted from 1; the first bars with music by default
 * @throws UserError where `fromBar` lies outside the melody
 */
export function windowFor(model: MusicVae, melody: Melody, fromBar?: number): HeardWindow {
  const window = windowOf(
    melody,
    fromBar === undefined ? { bars: model.bars } : { bars: model.bars, fromBar },
  );
  const outside = window.notes.some(
    ({ pitch }) => pitch < model.vocabulary.minPitch || pitch > model.vocabulary.maxPitch,
  );
  const folded = outside ? [`Notes outside the range of ${model.name} were moved by octaves.`] : [];
  return {
    tokens: notesToTokens(window.notes, window.length, model.vocabulary),
    notices: [...window.notices, ...folded],
  };
}
