import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/evaluation/report.js';
import { madeUpTunes, writeCorpus } from './made-up-corpus.js';

const COMMAND = 'dist/evaluation/evaluate-command.js';
const MINUTES = 60_000;

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function evaluate(...words: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, ...words], (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

let folder: string;
let corpus: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segue-evaluate-'));
  corpus = join(folder, 'made-up.jsonl.gz');
  await writeCorpus(corpus, madeUpTunes(12, 6));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('evaluate', () => {
  it('measures a shipped model on any corpus, prints tables and writes the same figures', async () => {
    const json = join(folder, 'figures.json');
    const ran = await evaluate(
      '--model',
      'mel_2bar',
      '--corpus',
      corpus,
      '--quick',
      '--windows',
      '24',
      '--json',
      json,
    );
    expect(ran.err).not.toMatch(/broke/);
    expect(ran.code).toBe(0);
    const report: Report = JSON.parse(await readFile(json, 'utf8'));
    expect(report.model).toMatchObject({ name: 'mel_2bar', bars: 2, hierarchical: false });
    expect(report.model.hash).toMatch(/^[0-9a-f]{16}$/);
    expect(report.corpus).toMatchObject({ file: 'made-up.jsonl.gz', families: 12, train: null });
    expect(report.corpus.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(report.reconstruction.windows).toBe(24);
    for (const mode of ['teacherForced', 'sampled', 'greedy'] as const) {
      const { mean, low, high } = report.reconstruction[mode];
      expect(low).toBeLessThanOrEqual(mean);
      expect(high).toBeGreaterThanOrEqual(mean);
      expect(mean).toBeGreaterThan(report.baselines.allHold.mean);
      expect(ran.out).toContain(`${(100 * mean).toFixed(1)} %`);
    }
    expect(report.reconstruction.klBits).toBeGreaterThan(0);
    expect(report.interpolation.monotonicity).toBeGreaterThan(0.5);
    expect(report.baselines.mixing.monotonicity).toBe(1);
    // The shipped counts know what the training tunes cost, but not the tunes.
    expect(report.interpolation.worstCostRatio).toBeGreaterThan(0.5);
    expect(report.samples).toMatchObject({ temperature: 0.5, samples: 128, memorised: null });
    expect(report.samples.degenerate).toBeLessThan(0.5);
    expect(report.samples.distinct).toBeGreaterThan(0.5);
    expect(report.samples.atTemperature1.pairwiseDistance).toBeGreaterThan(0);
    // Where the JSON lies nothing half-written stays.
    expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it(
    'gives the same figures for the same seed, others for another',
    async () => {
      const figures = async (name: string, seed: string) => {
        const json = join(folder, name);
        await evaluate(
          '--model',
          'mel_2bar',
          '--corpus',
          corpus,
          '--quick',
          '--windows',
          '8',
          '--seed',
          seed,
          '--json',
          json,
        );
        const { seconds: _, ...report }: Report = JSON.parse(await readFile(json, 'utf8'));
        return report;
      };
      const first = await figures('1.json', '5');
      expect(await figures('2.json', '5')).toEqual(first);
      expect((await figures('3.json', '6')).reconstruction).not.toEqual(first.reconstruction);
    },
    MINUTES,
  );

  it('says which options there are', async () => {
    const ran = await evaluate('--help');
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/--corpus FILE/);
  });

  it.each([
    ['no model', ['--corpus', 'x.jsonl.gz'], 2, /--model is needed/],
    ['no corpus', ['--model', 'mel_2bar'], 2, /--corpus is needed/],
    ['an unknown option', ['--modell', 'x'], 2, /--modell is not an option/],
    ['a word too many', ['valid.jsonl.gz'], 2, /Every word must belong to an option/],
    [
      'a seed that is none',
      ['--model', 'a', '--corpus', 'b', '--seed', 'x'],
      2,
      /--seed takes a whole number/,
    ],
    [
      'no windows',
      ['--model', 'a', '--corpus', 'b', '--windows', '0'],
      2,
      /--windows takes a whole number from 1/,
    ],
    ['an unknown model', ['--model', 'mel_3bar', '--corpus', 'x'], 3, /There is no model “mel_3bar”/],
    ['a corpus that is not there', ['--model', 'mel_2bar', '--corpus', 'no.jsonl.gz'], 3, /no readable file/],
    [
      'a corpus that is not gzipped',
      ['--model', 'mel_2bar', '--corpus', 'package.json'],
      3,
      /gzipped JSON lines/,
    ],
    [
      'a place that cannot be written',
      ['--model', 'mel_2bar', '--corpus', 'x', '--json', 'no/where.json'],
      4,
      /cannot be written/,
    ],
  ])('answers %s with one sentence', async (_, words, code, sentence) => {
    const ran = await evaluate(...words);
    expect(ran.out).toBe('');
    const [last, ...before] = ran.err.trim().split('\n').toReversed();
    expect(last).toMatch(sentence);
    expect(before.join()).not.toMatch(/Error|at /);
    expect(ran.code).toBe(code);
  });

  it('names the line of a corpus that is not in the format', async () => {
    const broken = join(folder, 'broken.jsonl.gz');
    await writeCorpus(broken, [...madeUpTunes(1, 4), { family: 'a', meter: '4/4', notes: [[60, 4, 2]] }]);
    const ran = await evaluate('--model', 'mel_2bar', '--corpus', broken);
    expect(ran.err).toMatch(
      /Line 2 of “broken.jsonl.gz” is not in the corpus format: it is wrong at notes.0/,
    );
    expect(ran.code).toBe(3);
  });

  it('refuses a corpus without enough windows of the length', async () => {
    const ran = await evaluate('--model', 'mel_16bar', '--corpus', corpus);
    expect(ran.err).toMatch(/holds windows of 16 bars from 0 tune families/);
    expect(ran.code).toBe(3);
  });
});
