import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { openEncoder } from '../../src/render/ffmpeg.js';
import type { Pcm } from '../../src/render/pcm.js';
import { encodeFilm } from '../../src/render/video.js';
import { sampleScore } from './scores.js';

const folder = mkdtempSync(join(tmpdir(), 'segue-fake-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CODECS = ['libmp3lame', 'libopus', 'libx264', 'aac'];
const silence: Pcm = { sampleRate: 48_000, samples: new Int16Array(960_000), seconds: 10 };
const mp3 = { pcm: silence, needs: ['libmp3lame'], outputOptions: ['-f', 'mp3'] } as const;

/** A program that names encoders when asked and otherwise does as told, its id in a file. */
function fakeFfmpeg(name: string, then: string, codecs = CODECS): string {
  const path = join(folder, name);
  const lines = codecs.map((codec) => `echo " A..... ${codec}  words"`).join('\n');
  const script = `#!/bin/sh\nif [ "$2" = -encoders ]; then\n${lines}\nexit 0\nfi\necho $$ > ${path}.pid\n${then}\n`;
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return path;
}

function isRunning(name: string): boolean {
  const pid = Number(readFileSync(join(folder, `${name}.pid`), 'utf8'));
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function filmFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('segue-film-'));
}

describe('encoder', () => {
  it('finds an ffmpeg that has all encoders', async () => {
    const codecs = await openEncoder().codecs();
    for (const codec of CODECS) expect(codecs.has(codec)).toBe(true);
  });

  it.each(['/nowhere/ffmpeg', '/bin/true'])(
    'says what to do when %s is given and does not answer',
    async (path) => {
      const error = { code: 'encoder-unavailable', message: expect.stringContaining('FFMPEG_PATH') };
      await expect(openEncoder({ ffmpegPath: path }).toBytes(mp3)).rejects.toMatchObject(error);
    },
  );

  it('names the encoder that an ffmpeg lacks', async () => {
    const encoder = openEncoder({ ffmpegPath: fakeFfmpeg('poor', 'exit 0', ['aac']) });
    const error = { code: 'encoder-unavailable', message: expect.stringContaining('lacks libmp3lame') };
    await expect(encoder.toBytes(mp3)).rejects.toMatchObject(error);
  });

  it('says in one sentence that ffmpeg failed, and keeps its words for the log', async () => {
    const encoder = openEncoder({ ffmpegPath: fakeFfmpeg('failing', 'echo "Oh no" >&2; exit 1') });
    const failure: unknown = await encoder.toBytes(mp3).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'encoder-failed', message: expect.not.stringContaining('Oh no') });
    expect(failure).toMatchObject({ cause: { message: expect.stringContaining('Oh no') } });
  });

  it('kills an ffmpeg that hangs', async () => {
    const encoder = openEncoder({ ffmpegPath: fakeFfmpeg('hanging', 'exec sleep 60') });
    const error = { code: 'encoder-failed', message: expect.stringContaining('stopped after 1 seconds') };
    await expect(encoder.toBytes({ ...mp3, limitSeconds: 1 })).rejects.toMatchObject(error);
    await wait(100);
    expect(isRunning('hanging')).toBe(false);
  });

  it('leaves neither process nor folder when a film is cancelled', async () => {
    const before = filmFolders();
    const encoder = openEncoder({ ffmpegPath: fakeFfmpeg('filming', 'exec sleep 60') });
    const cancelling = new AbortController();
    const filming = encodeFilm(encoder, sampleScore(1), silence, { signal: cancelling.signal });
    setTimeout(() => cancelling.abort(), 700);
    await expect(filming).rejects.toMatchObject({ code: 'cancelled' });
    await wait(100);
    expect(isRunning('filming')).toBe(false);
    expect(filmFolders()).toEqual(before);
  });

  it('does not start when it was cancelled before', async () => {
    const encoder = openEncoder({ ffmpegPath: fakeFfmpeg('unstarted', 'exit 0') });
    const signal = AbortSignal.abort();
    await expect(encoder.toBytes({ ...mp3, signal })).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(folder)).not.toContain('unstarted.pid');
  });
});
