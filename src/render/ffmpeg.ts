import { Readable, Writable } from 'node:stream';
import Ffmpeg from 'fluent-ffmpeg';
import { UserError } from '../core/errors.js';
import { type FfmpegBinary, findFfmpeg } from './ffmpeg-binary.js';
import { type Pcm, pcmBytes } from './pcm.js';

// The only file that knows fluent-ffmpeg, which is archived: another way to run ffmpeg is a change here alone.

/** An encoder as ffmpeg names it. */
export type Codec = 'libmp3lame' | 'libopus' | 'libx264' | 'aac';

/** What to make of a sound. Every argument is a constant of ours or a number: never a user's text. */
export interface EncodeRequest {
  readonly pcm: Pcm;
  /** Encoders that the ffmpeg must have for this. */
  readonly needs: readonly Codec[];
  readonly outputOptions: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** After how long ffmpeg is killed, in seconds; 20 and a quarter of the sound's length unless told. */
  readonly limitSeconds?: number;
}

/** What to make of a sound and a still picture. */
export interface FilmRequest extends EncodeRequest {
  /** Path of the picture; it is input 0, the sound input 1. */
  readonly picture: string;
  /** A filter graph without spaces. */
  readonly graph: string;
  /** Path of the file to write. */
  readonly file: string;
}

/** Runs ffmpeg. Each call is one process, ended when the call ends. */
export interface Encoder {
  /**
   * Encodes to bytes.
   * @throws UserError `encoder-unavailable`, `encoder-failed`, `cancelled`
   */
  toBytes(request: EncodeRequest): Promise<Uint8Array>;
  /**
   * Encodes picture and sound to a file.
   * @throws UserError `encoder-unavailable`, `encoder-failed`, `cancelled`
   */
  toFile(request: FilmRequest): Promise<void>;
  /**
   * Looks for ffmpeg if that has not been done, and tells what it can encode.
   * @throws UserError `encoder-unavailable`
   */
  codecs(): Promise<ReadonlySet<string>>;
}

/** Time to encode: this, and a quarter of the sound's own length for long pieces on a busy machine. */
const LIMIT_SECONDS = 20;
const LIMIT_SHARE = 0.25;
const QUIETLY = ['-hide_banner', '-loglevel', 'error', '-nostdin'];

/**
 * Opens the way to ffmpeg. Nothing is started before the first call, which finds the binary: the given one, else
 * the system's, else the one that the installation brought.
 */
export function openEncoder({ ffmpegPath }: { readonly ffmpegPath?: string | undefined } = {}): Encoder {
  let found: Promise<FfmpegBinary> | undefined;
  const find = (): Promise<FfmpegBinary> => {
    found ??= findFfmpeg(ffmpegPath).catch((error: unknown) => {
      // It may be installed while we run, so a failure is not kept.
      found = undefined;
      throw error;
    });
    return found;
  };
  return {
    codecs: async () => (await find()).codecs,
    toBytes: async (request) => {
      const command = prepare(await find(), request);
      withSound(command, request.pcm, QUIETLY);
      const chunks: Buffer[] = [];
      const sink = collector(chunks);
      const written = new Promise<void>((resolve) => sink.once('finish', resolve));
      command.output(sink).outputOptions([...request.outputOptions]);
      await finish(command, request);
      await written;
      return Buffer.concat(chunks);
    },
    toFile: async (request) => {
      const command = prepare(await find(), request);
      command.input(request.picture).inputOptions(QUIETLY);
      withSound(command, request.pcm, []);
      command
        .complexFilter(request.graph)
        .output(request.file)
        .outputOptions([...request.outputOptions]);
      await finish(command, request);
    },
  };
}

function prepare({ path, codecs }: FfmpegBinary, { needs, signal }: EncodeRequest): Ffmpeg.FfmpegCommand {
  if (signal?.aborted) throw cancelled();
  const lacking = needs.filter((codec) => !codecs.has(codec));
  if (lacking.length > 0) {
    throw new UserError(
      'encoder-unavailable',
      `The installed ffmpeg lacks ${lacking.join(' and ')}; set FFMPEG_PATH to a full build of ffmpeg.`,
    );
  }
  // fluent-ffmpeg keeps path and abilities in variables of its module, so that two commands could not use two
  // binaries, and asks for the abilities by processes that it cannot stop. We know both and answer ourselves.
  return Object.assign(Ffmpeg(), {
    _getFfmpegPath: (answer: (error: null, path: string) => void) => answer(null, path),
    _checkCapabilities: (answer: (error: null) => void) => answer(null),
    availableEncoders: (answer: (error: null, encoders: object) => void) => answer(null, {}),
  });
}

function withSound(command: Ffmpeg.FfmpegCommand, pcm: Pcm, options: readonly string[]): void {
  const stream = Readable.from([pcmBytes(pcm)]);
  command.input(stream).inputOptions([...options, '-f', 's16le', '-ar', `${pcm.sampleRate}`, '-ac', '2']);
}

/** Keeps what is written. It never says 'close', which fluent-ffmpeg takes for an error when ffmpeg ends late. */
function collector(chunks: Buffer[]): Writable {
  return new Writable({
    emitClose: false,
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
}

/** Runs the command to its end, the limit or the signal; after the latter two it is killed. */
function finish(command: Ffmpeg.FfmpegCommand, { pcm, signal, limitSeconds }: EncodeRequest): Promise<void> {
  const limit = limitSeconds ?? LIMIT_SECONDS + pcm.seconds * LIMIT_SHARE;
  return new Promise((resolve, reject) => {
    let ended = false;
    const end = (error?: UserError): void => {
      ended = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      if (error) reject(error);
      else resolve();
    };
    const stop = (error: UserError): void => {
      end(error);
      command.kill('SIGKILL');
    };
    const onAbort = (): void => stop(cancelled());
    const timer = setTimeout(() => stop(tooSlow(limit)), limit * 1000);
    signal?.addEventListener('abort', onAbort, { once: true });
    // Stopped between our call and the start of the process: it is killed as soon as there is one.
    command.on('start', () => ended && setImmediate(() => command.kill('SIGKILL')));
    command.on('end', () => end());
    command.on('error', (error, _stdout, stderr) => !ended && end(failed(error, stderr)));
    command.run();
  });
}

function cancelled(): UserError {
  return new UserError('cancelled', 'Cancelled.');
}

function tooSlow(seconds: number): UserError {
  return new UserError(
    'encoder-failed',
    `Encoding was stopped after ${Math.round(seconds)} seconds; try again, or ask for a shorter piece.`,
  );
}

/** What ffmpeg itself said goes into the cause, for the log only. */
function failed(error: Error, stderr: string | null): UserError {
  const cause = new Error(`${error.message}\n${stderr ?? ''}`.trim(), { cause: error });
  return new UserError('encoder-failed', 'ffmpeg could not encode this piece; please try again.', { cause });
}
