import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { UserError } from '../core/errors.js';

/** An ffmpeg that answers. */
export interface FfmpegBinary {
  /** A path, or a name to be found on PATH. */
  readonly path: string;
  /** Names of its encoders, such as `libopus`. */
  readonly codecs: ReadonlySet<string>;
}

const WANTED = ['libmp3lame', 'libopus', 'libx264', 'aac'];
const ANSWER_SECONDS = 10;
const ENCODER_LINE = /^ [VAS][A-Z.]{5} (\S+)/gm;

/**
 * Finds an ffmpeg and asks it once what it can encode. A path that was given is the only candidate; otherwise the
 * system's and the installed package's are tried, and the first that has all we use is taken.
 * @throws UserError `encoder-unavailable` when none answers
 */
export async function findFfmpeg(given: string | undefined): Promise<FfmpegBinary> {
  const paths = given ? [given] : ['ffmpeg', ...(await installedPath())];
  const answering: FfmpegBinary[] = [];
  for (const path of paths) {
    const codecs = await askCodecs(path);
    if (codecs.size === 0) continue;
    if (WANTED.every((codec) => codecs.has(codec))) return { path, codecs };
    answering.push({ path, codecs });
  }
  const [best] = answering.toSorted((a, b) => b.codecs.size - a.codecs.size);
  if (best) return best;
  throw new UserError(
    'encoder-unavailable',
    given
      ? 'FFMPEG_PATH does not lead to an ffmpeg that answers; correct it, or leave it out to use the built-in one.'
      : 'No ffmpeg was found; install ffmpeg, or set FFMPEG_PATH to one.',
  );
}

/** The package has no build for some systems and then throws while it is loaded. */
async function installedPath(): Promise<string[]> {
  try {
    const { default: installed } = await import('@ffmpeg-installer/ffmpeg');
    return [installed.path];
  } catch {
    return [];
  }
}

/** Empty when it does not answer. */
async function askCodecs(path: string): Promise<ReadonlySet<string>> {
  try {
    const asked = promisify(execFile)(path, ['-hide_banner', '-encoders'], {
      timeout: ANSWER_SECONDS * 1000,
      killSignal: 'SIGKILL',
    });
    asked.child.stdin?.end();
    const { stdout } = await asked;
    return new Set(Array.from(stdout.matchAll(ENCODER_LINE), ([, name]) => name ?? ''));
  } catch {
    return new Set();
  }
}
