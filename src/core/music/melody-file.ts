import { cleanName } from './clean-name.js';
import type { Melody } from './melody.js';
import { chooseMelody, listParts, type RankedPart } from './melody-choice.js';
import type { MidiReader } from './midi-in.js';
import type { MidiSong } from './midi-song.js';
import { quantise } from './quantise.js';

/** A melody out of a file, and how it was found. */
export interface FoundMelody {
  /** In its own metre. */
  readonly melody: Melody;
  /** What was chosen or changed, one sentence each. */
  readonly notices: readonly string[];
  /** All parts of the file, the likeliest melody first. */
  readonly parts: readonly RankedPart[];
  readonly chosen: RankedPart;
}

export interface MelodyOptions {
  /** Title to give it; the file's own where none is named. */
  readonly title?: string;
  /** Number or name of the part to take; the likeliest where none is named. */
  readonly part?: number | string;
}

/** Which part was taken and what else there was; nothing to say where there is only one. */
function choiceNotice(chosen: RankedPart, others: readonly RankedPart[]): string[] {
  if (others.length === 0) return [];
  const name = chosen.name ? ` '${chosen.name}'` : '';
  const taken = `part ${chosen.number}${name} (${chosen.instrument}, ${chosen.noteCount} notes)`;
  return [`Took the melody from ${taken}; also there: ${listParts(others)}.`];
}

/**
 * The melody of a file that has been read.
 * @throws UserError `bad-option` where the part is not there, `no-melody` where there is none
 */
export function melodyFromSong(song: MidiSong, options: MelodyOptions = {}): FoundMelody {
  const { part } = options;
  const { notes, chosen, others } = chooseMelody(song, part === undefined ? {} : { part });
  const { melody, notices } = quantise(notes, song);
  const title = cleanName(options.title ?? song.title ?? '') || 'untitled';
  return {
    melody: { title, ...melody },
    notices: [...song.notices, ...choiceNotice(chosen, others), ...notices],
    parts: [chosen, ...others].toSorted((a, b) => b.score - a.score || a.number - b.number),
    chosen,
  };
}

/**
 * Reads a MIDI file and takes its melody.
 * @throws UserError of `MidiReader.read` and `melodyFromSong`
 */
export async function readMelodyFile(
  reader: MidiReader,
  bytes: Uint8Array,
  options: MelodyOptions & { readonly signal?: AbortSignal } = {},
): Promise<FoundMelody> {
  const song = await reader.read(bytes, options.signal ? { signal: options.signal } : {});
  return melodyFromSong(song, options);
}
