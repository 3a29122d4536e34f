import type { Artefact, ArtefactKind, Creation } from '../core/creation.js';
import { UserError } from '../core/errors.js';
import { writeMidi } from '../core/music/midi-out.js';
import { encodeMp3, encodeOgg, encodeWav, type SoundSize } from './audio.js';
import { openEncoder } from './ffmpeg.js';
import { fileStem, mimeType } from './file-names.js';
import { asTheyFinish } from './finishing-order.js';
import type { Pcm } from './pcm.js';
import { drawPianoRoll } from './piano-roll.js';
import type { RollOptions } from './piano-roll-layout.js';
import { openSynthesiser } from './synthesiser.js';
import { encodeFilm } from './video.js';

/** What is being made; `sound` is the synthesis that comes before every kind of audio. */
export type RenderStage = 'midi' | 'picture' | 'sound' | 'mp3' | 'ogg' | 'wav' | 'video';

/** What of a creation is needed to make its files. */
export type Piece = Pick<Creation, 'id' | 'score' | 'key' | 'altText'>;

export interface RenderOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told when a stage begins (`done` false) and when it is finished (`done` true). */
  readonly onStage?: ((stage: RenderStage, done: boolean) => void) | undefined;
  /** Form of the picture and the film. */
  readonly picture?: RollOptions | undefined;
  /** Size of the MP3; `full` unless told. */
  readonly soundSize?: SoundSize | undefined;
}

/** Makes files of creations. */
export interface Studio {
  /**
   * Makes the files of the kinds asked for, each yielded as soon as it is finished: MIDI and picture first, then
   * sound, the film last. A file that cannot be made does not keep the others back: they are yielded, and then
   * the first error is thrown. A creation too long for sound so still has its MIDI file and picture.
   * @throws UserError `too-long`, `no-melody`, `encoder-unavailable`, `encoder-failed`, `engine-unavailable`,
   * `cancelled` (at once)
   */
  render(piece: Piece, kinds: readonly ArtefactKind[], options?: RenderOptions): AsyncIterable<Artefact>;
  /** Ends the synthesiser's thread. */
  close(): Promise<void>;
}

export interface StudioOptions {
  /** Nothing for the built-in SoundFont, `lite` for the richer one, or a path. */
  readonly soundFont?: string | undefined;
  /** The only ffmpeg to use; without it one is looked for. */
  readonly ffmpegPath?: string | undefined;
  /** How long a piece may last to get sound, in seconds; 180 unless told. */
  readonly longestSeconds?: number | undefined;
}

const STAGE_OF = { mp3: 'mp3', ogg: 'ogg', wav: 'wav', mp4: 'video' } as const;
type SoundingKind = keyof typeof STAGE_OF;

/** Opens a studio. It is cheap: thread and ffmpeg are started when they are first needed. */
export function openStudio({ soundFont, ffmpegPath, longestSeconds }: StudioOptions = {}): Studio {
  const synthesiser = openSynthesiser({ soundFont, longestSeconds });
  const encoder = openEncoder({ ffmpegPath });

  async function* render(
    piece: Piece,
    kinds: readonly ArtefactKind[],
    { signal, onStage, picture = {}, soundSize }: RenderOptions = {},
  ): AsyncGenerator<Artefact> {
    const { score, altText } = piece;
    const rollOptions = { key: piece.key, ...picture };
    const wanted = new Set(kinds);
    const stem = fileStem(score.title, `melody-${piece.id.toLowerCase().replace(/[^a-z0-9]/gu, '')}`);
    const artefact = (kind: ArtefactKind, bytes: Uint8Array): Artefact => ({
      kind,
      fileName: `${stem}.${kind}`,
      mimeType: mimeType(kind),
      bytes,
      ...(kind === 'png' ? { altText } : {}),
    });
    const during = async <T>(stage: RenderStage, work: () => T | Promise<T>): Promise<T> => {
      if (signal?.aborted) throw new UserError('cancelled', 'Cancelled.');
      onStage?.(stage, false);
      const result = await work();
      onStage?.(stage, true);
      return result;
    };
    const encoders: Readonly<Record<SoundingKind, (pcm: Pcm) => Uint8Array | Promise<Uint8Array>>> = {
      wav: (pcm) => encodeWav(pcm),
      mp3: (pcm) => encodeMp3(encoder, pcm, { signal, ...(soundSize ? { size: soundSize } : {}) }),
      ogg: (pcm) => encodeOgg(encoder, pcm, { signal }),
      mp4: (pcm) => encodeFilm(encoder, score, pcm, { ...rollOptions, signal }),
    };

    const midi = await during('midi', () => writeMidi(score));
    const sounding = (['wav', 'mp3', 'ogg', 'mp4'] as const).filter((kind) => wanted.has(kind));
    // The thread can already play while the picture is drawn.
    const sound = sounding.length > 0 ? during('sound', () => synthesiser.play(midi, { signal })) : undefined;
    sound?.catch(() => undefined);
    if (wanted.has('mid')) yield artefact('mid', midi);
    if (wanted.has('png')) {
      yield artefact('png', (await during('picture', () => drawPianoRoll(score, rollOptions))).png);
    }
    if (!sound) return;
    const pcm = await sound;
    const encode = (kind: SoundingKind) => async (): Promise<Artefact> =>
      artefact(kind, await during(STAGE_OF[kind], () => encoders[kind](pcm)));
    const audio = sounding.filter((kind) => kind !== 'mp4').map(encode);
    const film = sounding.filter((kind) => kind === 'mp4').map(encode);
    yield* asTheyFinish([audio, film]);
  }

  return { render, close: () => synthesiser.close() };
}
