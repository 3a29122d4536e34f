import { Worker } from 'node:worker_threads';
import { workerUrl } from '../../worker-url.js';
import { UserError, type UserErrorCode } from '../errors.js';
import { checkSignature } from './midi-signature.js';
import type { MidiSong } from './midi-song.js';

/** What the worker answers. */
export type MidiReply =
  | { readonly ok: true; readonly song: MidiSong }
  | { readonly ok: false; readonly code: UserErrorCode; readonly message: string };

export interface MidiReaderOptions {
  /** Longest that one file may take, in milliseconds; 5,000 where none is named. */
  readonly timeLimitMs?: number;
  /** The worker's module; another one in tests. */
  readonly workerModule?: URL;
}

/** Reads MIDI files apart from everything else, one after the other. */
export interface MidiReader {
  /**
   * Reads one file.
   * @throws UserError `bad-midi`, `too-large`, `too-long`, `no-melody` or `cancelled`
   */
  read(bytes: Uint8Array, options?: { readonly signal?: AbortSignal }): Promise<MidiSong>;
  /** Ends the worker; reads that have not finished are cancelled. */
  close(): Promise<void>;
}

const DEFAULT_TIME_LIMIT_MS = 5000;

/** Heap of the worker; hostile bytes can fill this and no more. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

const cancelled = (): UserError => new UserError('cancelled', 'Reading the MIDI file was cancelled.');
const tooHeavy = (): UserError =>
  new UserError('too-large', 'That MIDI file takes too long to read: leave only the melody in it.');

const damaged = (): UserError =>
  new UserError('bad-midi', 'That MIDI file is damaged: export or download it again.');

/** Why a worker died: the file was too much for it, or the program itself is at fault (it was never built). */
function deathOf(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return tooHeavy();
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND' ? error : damaged();
}

/** Starts a worker whose death while idle is no news to anybody. */
function startWorker(module: URL, onExit: (worker: Worker) => void): Worker {
  const worker = new Worker(module, { resourceLimits: RESOURCE_LIMITS, env: {}, execArgv: [] });
  worker.on('error', () => undefined);
  worker.once('exit', () => onExit(worker));
  return worker;
}

/** Sends one file to a worker; settles with its answer, its death, the time limit or the signal. */
function ask(worker: Worker, bytes: Uint8Array, limitMs: number, signal: AbortSignal): Promise<MidiReply> {
  return new Promise((resolve, reject) => {
    const stop = new AbortController();
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      stop.abort();
      worker.off('message', onReply).off('error', onError).off('exit', onExit);
      act();
    };
    const onReply = (reply: MidiReply): void => settle(() => resolve(reply));
    const onError = (error: unknown): void => settle(() => reject(deathOf(error)));
    const onExit = (): void => settle(() => reject(damaged()));
    const timer = setTimeout(() => settle(() => reject(tooHeavy())), limitMs);
    worker.on('message', onReply).on('error', onError).on('exit', onExit);
    signal.addEventListener('abort', () => settle(() => reject(cancelled())), { signal: stop.signal });
    worker.postMessage(bytes);
  });
}

/**
 * Opens a reader of MIDI files.
 *
 * Files are read in a worker thread with little memory and little time, started at the first file and reused while
 * it is healthy; one that hangs or dies is replaced. An idle worker does not keep the program alive.
 */
export function openMidiReader(options: MidiReaderOptions = {}): MidiReader {
  const module = options.workerModule ?? workerUrl('core/music/midi-worker');
  const limitMs = options.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS;
  const closing = new AbortController();
  let worker: Worker | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const end = async (): Promise<void> => {
    const old = worker;
    worker = undefined;
    await old?.terminate();
  };

  const forget = (dead: Worker): void => {
    if (worker === dead) worker = undefined;
  };

  const readNow = async (bytes: Uint8Array, signal: AbortSignal): Promise<MidiSong> => {
    if (signal.aborted) throw cancelled();
    checkSignature(bytes);
    worker ??= startWorker(module, forget);
    worker.ref();
    let reply: MidiReply;
    try {
      reply = await ask(worker, bytes, limitMs, signal);
    } catch (error) {
      await end();
      throw error;
    }
    worker.unref();
    if (reply.ok) return reply.song;
    throw new UserError(reply.code, reply.message);
  };

  return {
    read(bytes, { signal } = {}) {
      const either = signal ? AbortSignal.any([closing.signal, signal]) : closing.signal;
      const answer = turn.then(() => readNow(bytes, either));
      turn = answer.catch(() => undefined);
      return answer;
    },
    async close() {
      closing.abort();
      await turn;
      await end();
    },
  };
}
