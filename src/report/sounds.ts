import { UserError } from '../core/errors.js';
import type { Studio } from '../render/render.js';
import type { Clip, ClipFiles } from './exhibit.js';

/** Clips that are made at once: one is synthesised while the other is encoded. */
const LANES = 2;

export interface SoundOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told before each clip, counted from 1. */
  readonly onClip?: ((number: number, of: number) => void) | undefined;
}

/**
 * Makes the sound and the MIDI file of every clip.
 * @returns the files by the clip's id
 * @throws UserError as the studio
 */
export async function makeSounds(
  studio: Studio,
  clips: readonly Clip[],
  { signal, onClip }: SoundOptions = {},
): Promise<ReadonlyMap<string, ClipFiles>> {
  const made = new Map<string, ClipFiles>();
  const waiting = clips.entries();
  const lane = async (): Promise<void> => {
    for (const [index, clip] of waiting) {
      if (signal?.aborted) throw new UserError('cancelled', 'Cancelled.');
      onClip?.(index + 1, clips.length);
      made.set(clip.id, await filesOf(studio, clip, signal));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return made;
}

async function filesOf(studio: Studio, { piece }: Clip, signal: AbortSignal | undefined): Promise<ClipFiles> {
  const isSilent = piece.score.segments.every(({ notes }) => notes.length === 0);
  const kinds = isSilent ? (['mid'] as const) : (['mid', 'mp3'] as const);
  const files: { mp3?: Uint8Array; mid?: Uint8Array } = {};
  for await (const { kind, bytes } of studio.render(piece, kinds, { signal, soundSize: 'small' })) {
    if (kind === 'mp3' || kind === 'mid') files[kind] = bytes;
  }
  if (!files.mid || !(files.mp3 || isSilent)) throw new Error('the studio left a file out');
  return { mp3: files.mp3, midi: files.mid };
}
