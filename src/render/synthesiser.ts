import { Worker } from 'node:worker_threads';
import { UserError } from '../core/errors.js';
import { workerUrl } from '../worker-url.js';
import type { Pcm } from './pcm.js';
import { soundFontPath } from './sound-font.js';
import type { SynthReply, SynthRequest, SynthSetup } from './synth-messages.js';

/** How long a piece may last by default, in seconds; three minutes of sound take 70 MB while they are made. */
export const LONGEST_SECONDS = 180;

const HEAP_MB = 512;
/** A piece that takes longer than this to play is stuck, in seconds. */
const STUCK_SECONDS = 120;
const ATTEMPTS = 2;

/** Turns MIDI bytes that we wrote into sound. */
export interface Synthesiser {
  /**
   * Plays a file that we wrote ourselves, never a user's bytes, at -16 LUFS and 48 kHz. Pieces are played one
   * after the other; the same bytes give the same samples.
   * @throws UserError `too-long`, `no-melody` (silence), `engine-unavailable` (the bank does not open),
   * `encoder-failed` (the thread died twice over this piece), `cancelled`
   */
  play(midi: Uint8Array, options?: { readonly signal?: AbortSignal | undefined }): Promise<Pcm>;
  /** Ends the thread; what is being played is cancelled. */
  close(): Promise<void>;
}

export interface SynthesiserOptions {
  /** See {@link soundFontPath}. */
  readonly soundFont?: string | undefined;
  /** How long a piece may last, in seconds. */
  readonly longestSeconds?: number | undefined;
  /** How the thread is started; for tests. */
  readonly startWorker?: (setup: SynthSetup) => Worker;
}

/**
 * Opens a synthesiser. Its thread starts with the first piece, stays with the bank loaded, does not keep an idle
 * program alive, and is replaced when it dies.
 */
export function openSynthesiser(options: SynthesiserOptions = {}): Synthesiser {
  const start = options.startWorker ?? startWorker;
  const setup: SynthSetup = {
    soundFont: soundFontPath(options.soundFont),
    longestSeconds: options.longestSeconds ?? LONGEST_SECONDS,
  };
  const closing = new AbortController();
  let worker: Worker | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const playNow = async (midi: Uint8Array, signal: AbortSignal): Promise<Pcm> => {
    for (let attempt = 1; ; attempt++) {
      if (signal.aborted) throw cancelled();
      worker ??= start(setup);
      const answer = await ask(worker, { midi }, signal);
      if (answer === 'cancelled' || answer === 'died') {
        await worker.terminate();
        worker = undefined;
        if (answer === 'cancelled') throw cancelled();
        if (attempt === ATTEMPTS) throw stopped();
      } else if (answer.ok) {
        return answer.pcm;
      } else {
        throw new UserError(answer.code, answer.sentence);
      }
    }
  };

  return {
    play: (midi, { signal } = {}) => {
      const stop = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
      const played = turn.then(() => playNow(midi, stop));
      turn = played.catch(() => undefined);
      return untilAborted(played, stop);
    },
    close: async () => {
      closing.abort();
      await turn;
      await worker?.terminate();
      worker = undefined;
    },
  };
}

function startWorker(setup: SynthSetup): Worker {
  return new Worker(workerUrl('render/synth-worker'), {
    workerData: setup,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    // The program's own flags can be such that no thread starts with them.
    execArgv: [],
  });
}

/** Puts one question to the thread, which keeps the program alive only meanwhile. */
function ask(
  worker: Worker,
  request: SynthRequest,
  signal: AbortSignal,
): Promise<SynthReply | 'died' | 'cancelled'> {
  return new Promise((resolve) => {
    const onAbort = (): void => settle('cancelled');
    const onDeath = (): void => settle('died');
    const stuck = setTimeout(onDeath, STUCK_SECONDS * 1000);
    const settle = (answer: SynthReply | 'died' | 'cancelled'): void => {
      clearTimeout(stuck);
      signal.removeEventListener('abort', onAbort);
      worker.off('message', settle).off('exit', onDeath);
      worker.unref();
      resolve(answer);
    };
    worker.ref();
    worker.on('message', settle).on('exit', onDeath);
    // An uncaught error in the thread is followed by its exit; without a listener it would end the program.
    if (worker.listenerCount('error') === 0) worker.on('error', () => undefined);
    signal.addEventListener('abort', onAbort, { once: true });
    worker.postMessage(request);
  });
}

/** Answers a cancelled piece at once, even while it waits behind another. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(cancelled());
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

function cancelled(): UserError {
  return new UserError('cancelled', 'Cancelled.');
}

function stopped(): UserError {
  return new UserError('encoder-failed', 'The sound of this piece could not be made; please try again.');
}
