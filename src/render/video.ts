import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Score } from '../core/music/score.js';
import type { Encoder } from './ffmpeg.js';
import { playheadGraph } from './film-graph.js';
import type { Pcm } from './pcm.js';
import { drawFilmStrip } from './piano-roll.js';
import type { RollOptions } from './piano-roll-layout.js';

/** Room for encoding on a busy machine, in seconds; a second more is given for each second of music. */
const LEAST_LIMIT_SECONDS = 20;

/**
 * Films the piano roll with a playhead, as MP4 with the sound. Music of several rows turns pages, one row a page.
 * @param pcm the sound of the same score
 * @returns the bytes of the file; the temporary folder is gone whatever happens
 * @throws UserError `encoder-unavailable`, `encoder-failed`, `cancelled`
 */
export async function encodeFilm(
  encoder: Encoder,
  score: Score,
  pcm: Pcm,
  options: RollOptions & { readonly signal?: AbortSignal | undefined } = {},
): Promise<Uint8Array> {
  const strip = await drawFilmStrip(score, options);
  const { graph, seconds } = playheadGraph(strip.pages, score.qpm);
  const length = Math.max(seconds, pcm.seconds).toFixed(3);
  const folder = await mkdtemp(join(tmpdir(), 'segue-film-'));
  try {
    const picture = join(folder, 'roll.png');
    const file = join(folder, 'film.mp4');
    await writeFile(picture, strip.png);
    const video = [
      '-map',
      '[v]',
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-crf',
      '26',
      '-pix_fmt',
      'yuv420p',
    ];
    const audio = ['-map', '1:a', '-c:a', 'aac', '-b:a', '160k'];
    const rest = ['-t', length, '-map_metadata', '-1', '-movflags', '+faststart'];
    await encoder.toFile({
      pcm,
      picture,
      graph,
      file,
      needs: ['libx264', 'aac'],
      outputOptions: [...video, ...audio, ...rest],
      signal: options.signal,
      limitSeconds: LEAST_LIMIT_SECONDS + pcm.seconds,
    });
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
