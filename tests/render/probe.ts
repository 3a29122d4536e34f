import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import installed from '@ffmpeg-installer/ffmpeg';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Pcm, Stereo } from '../../src/render/pcm.js';

const run = promisify(execFile);

/** What ffmpeg reads in a file that the code under test wrote: the one decoder that is always here. */
export interface Probe {
  readonly seconds: number;
  /** Lines such as `Audio: mp3, 48000 Hz, stereo, fltp, 160 kb/s`. */
  readonly streams: readonly string[];
}

export async function probe(bytes: Uint8Array): Promise<Probe> {
  const text = await withFile(bytes, (path) => saying(['-i', path]));
  const [, hours = '', minutes = '', seconds = ''] = /Duration: (\d+):(\d+):([\d.]+)/.exec(text) ?? [];
  const streams = Array.from(text.matchAll(/Stream #\S+?: ((?:Audio|Video): .*)/g), ([, line]) => line ?? '');
  return { seconds: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds), streams };
}

/** Length in seconds of what is really decoded, whatever the header says. */
export async function decodedSeconds(bytes: Uint8Array): Promise<number> {
  const pcm = await withFile(bytes, async (path) => {
    const args = [
      '-loglevel',
      'error',
      '-i',
      path,
      '-vn',
      '-f',
      's16le',
      '-ar',
      '48000',
      '-ac',
      '1',
      'pipe:1',
    ];
    return (await run(installed.path, args, { encoding: 'buffer', maxBuffer: 2 ** 28 })).stdout;
  });
  return pcm.length / 2 / 48_000;
}

/** Integrated loudness in LUFS and true peak in dBFS as ffmpeg's own meter sees them. */
export async function meter(bytes: Uint8Array): Promise<{ lufs: number; truePeak: number }> {
  const filter = 'ebur128=framelog=verbose:peak=true';
  const text = await withFile(bytes, (path) =>
    saying(['-nostats', '-i', path, '-vn', '-af', filter, '-f', 'null', '-']),
  );
  const last = (pattern: RegExp): number => Number([...text.matchAll(pattern)].at(-1)?.[1]);
  return { lufs: last(/I:\s+(-?[\d.]+) LUFS/g), truePeak: last(/Peak:\s+(-?[\d.]+) dBFS/g) };
}

/** Red, green and blue of a pixel. */
export type PixelAt = (x: number, y: number) => readonly [number, number, number];

export async function pixels(png: Uint8Array): Promise<PixelAt> {
  const image = await loadImage(Buffer.from(png));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  return (x, y) => {
    const at = 4 * (Math.floor(y) * image.width + Math.floor(x));
    return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
  };
}

/** The frame of a film that is shown at a time in seconds. */
export async function frameAt(film: Uint8Array, seconds: number): Promise<PixelAt> {
  const png = await withFile(film, async (path) => {
    const input = ['-loglevel', 'error', '-ss', `${seconds}`, '-i', path];
    const output = ['-frames:v', '1', '-f', 'image2pipe', '-c:v', 'png', 'pipe:1'];
    return (await run(installed.path, [...input, ...output], { encoding: 'buffer', maxBuffer: 2 ** 26 }))
      .stdout;
  });
  return pixels(png);
}

/** Finished sound as two channels between -1 and 1. */
export function channelsOf({ samples }: Pcm): Stereo {
  const side = (offset: number): Float32Array =>
    Float32Array.from({ length: samples.length / 2 }, (_, i) => (samples[2 * i + offset] ?? 0) / 32_767);
  return { left: side(0), right: side(1) };
}

async function withFile<T>(bytes: Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'segue-probe-'));
  try {
    await writeFile(join(folder, 'file'), bytes);
    return await use(join(folder, 'file'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What ffmpeg writes to its error stream; it fails when it is given no output, and says all the same. */
async function saying(args: readonly string[]): Promise<string> {
  try {
    return (await run(installed.path, ['-hide_banner', ...args], { maxBuffer: 2 ** 26 })).stderr;
  } catch (error) {
    if (error instanceof Error && 'stderr' in error && typeof error.stderr === 'string') return error.stderr;
    throw error;
  }
}
