import { execFileSync } from 'node:child_process';
import { parseMidi } from 'midi-file';
import { afterAll, describe, expect, it } from 'vitest';
import type { Artefact, ArtefactKind } from '../../src/core/creation.js';
import { fileStem } from '../../src/render/file-names.js';
import { openStudio, type RenderOptions, type Studio } from '../../src/render/render.js';
import { decodedSeconds, meter, probe } from './probe.js';
import { creationOf, morphScore, sampleScore } from './scores.js';

const studio = openStudio();
const deaf = openStudio({ ffmpegPath: '/nowhere/ffmpeg', longestSeconds: 30 });
afterAll(() => Promise.all([studio.close(), deaf.close()]));

interface Outcome {
  readonly artefacts: readonly Artefact[];
  readonly error: unknown;
}

async function collect(
  from: Studio,
  kinds: readonly ArtefactKind[],
  options: RenderOptions = {},
  score = morphScore(3, 2),
): Promise<Outcome> {
  const artefacts: Artefact[] = [];
  try {
    for await (const artefact of from.render(creationOf(score), kinds, options)) artefacts.push(artefact);
    return { artefacts, error: null };
  } catch (error) {
    return { artefacts, error };
  }
}

function bytesOf({ artefacts }: Outcome, kind: ArtefactKind): Uint8Array {
  return artefacts.find((artefact) => artefact.kind === kind)?.bytes ?? new Uint8Array();
}

const all = collect(studio, ['mp4', 'wav', 'ogg', 'mp3', 'png', 'mid']);

describe('studio', () => {
  it('makes every file, the quick ones first and the film last', async () => {
    const { artefacts, error } = await all;
    expect(error).toBeNull();
    expect(artefacts.map(({ kind }) => kind).slice(0, 2)).toEqual(['mid', 'png']);
    expect(artefacts.map(({ kind }) => kind).at(-1)).toBe('mp4');
    expect(artefacts.map(({ fileName }) => fileName).toSorted()).toEqual(
      ['mid', 'mp3', 'mp4', 'ogg', 'png', 'wav'].map((kind) => `morph-up-to-down.${kind}`),
    );
    expect(artefacts.find(({ kind }) => kind === 'png')?.altText).toBe('A line that rises.');
    expect(parseMidi(bytesOf(await all, 'mid')).tracks.length).toBe(2);
  });

  it.each([
    ['mp3', /^Audio: mp3, 48000 Hz, stereo, \w+, 160 kb\/s/],
    ['ogg', /^Audio: opus, 48000 Hz, stereo/],
    ['wav', /^Audio: pcm_s16le.*48000 Hz.*s16/],
    ['mp4', /^Video: h264/],
  ] as const)('writes %s that others read, with the right length and level', async (kind, stream) => {
    const bytes = bytesOf(await all, kind);
    const { seconds, streams } = await probe(bytes);
    expect(streams[0]).toMatch(stream);
    // 6 bars at 120 quarters a minute last 12 s; then the tail.
    expect(seconds).toBeGreaterThan(12.1);
    expect(seconds).toBeLessThan(17);
    expect(Math.abs((await decodedSeconds(bytes)) - seconds)).toBeLessThan(0.1);
    const { lufs, truePeak } = await meter(bytes);
    expect(Math.abs(lufs + 16)).toBeLessThanOrEqual(0.2);
    expect(truePeak).toBeLessThan(-0.5);
  });

  it('writes the same bytes again', async () => {
    const again = await collect(studio, ['mid', 'wav', 'ogg', 'mp3', 'png']);
    for (const kind of ['mid', 'wav', 'ogg', 'mp3', 'png'] as const) {
      expect(Buffer.from(bytesOf(again, kind)).equals(bytesOf(await all, kind))).toBe(true);
    }
  });

  it('tells the stages as they begin and end', async () => {
    const told: string[] = [];
    const onStage = (stage: string, done: boolean): void => {
      told.push(`${stage} ${done ? 'done' : 'begun'}`);
    };
    await collect(studio, ['mid', 'wav'], { onStage }, sampleScore(1));
    expect(told).toEqual(['midi begun', 'midi done', 'sound begun', 'sound done', 'wav begun', 'wav done']);
  });

  it('gives all that needs no ffmpeg when there is none, and then says so', async () => {
    const { artefacts, error } = await collect(deaf, ['mid', 'png', 'mp3', 'ogg', 'wav', 'mp4']);
    expect(artefacts.map(({ kind }) => kind)).toEqual(['mid', 'png', 'wav']);
    expect(error).toMatchObject({ name: 'UserError', code: 'encoder-unavailable' });
  });

  it('gives MIDI and picture of a piece that is too long for sound', async () => {
    const { artefacts, error } = await collect(deaf, ['mid', 'png', 'wav'], {}, sampleScore(16));
    expect(artefacts.map(({ kind }) => kind)).toEqual(['mid', 'png']);
    expect(error).toMatchObject({ code: 'too-long' });
  });

  it('stops when cancelled', async () => {
    const cancelling = new AbortController();
    const onStage = (stage: string): void => {
      if (stage === 'mp3') cancelling.abort();
    };
    const outcome = await collect(studio, ['mid', 'mp3', 'ogg', 'mp4'], {
      signal: cancelling.signal,
      onStage,
    });
    expect(outcome.artefacts.map(({ kind }) => kind)).toEqual(['mid']);
    expect(outcome.error).toMatchObject({ code: 'cancelled' });
  });

  it('does not keep a program alive that is otherwise done', () => {
    const program = `
      import { openStudio } from './dist/render/render.js';
      const creation = ${JSON.stringify(creationOf(sampleScore(1)))};
      for await (const { kind } of openStudio().render(creation, ['wav'])) console.log(kind);`;
    const args = ['--input-type=module', '--eval', program];
    expect(execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 20_000 })).toBe('wav\n');
  });
});

describe('file names', () => {
  it.each([
    ['Morph: “Twinkle” → “Mary”', 'morph-twinkle-to-mary'],
    ['Frère Jacques in F♯', 'frere-jacques-in-f-sharp'],
    ['../../etc/passwd\u0000', 'etc-passwd'],
    ['夜想曲', 'melody-1'],
    ['-', 'melody-1'],
    ['CON', 'con'],
    [`${'long '.repeat(40)}`, Array(12).fill('long').join('-')],
    ['x'.repeat(200), 'x'.repeat(60)],
  ])('of %j is %s', (title, stem) => {
    expect(fileStem(title, 'melody-1')).toBe(stem);
  });
});
