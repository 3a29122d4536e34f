import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { melodyToScore, writeMidi } from '../../src/core/music/midi-out.js';
import { LAUNCHER, ownFolder, segue } from '../bots/terminal/segue.js';
import { type Built, build, folderOfFile, midiOf, tinyModels } from './build.js';

/** A name that would be markup, an attribute's end and a line of a shell, if it were let. */
const HOSTILE = `"'><img src=x onerror=alert(1)> & $(rm).mid`;

const scale = {
  title: 'Scale',
  notes: [60, 62, 64, 65].map((pitch, index) => ({ pitch, start: index * 8, end: index * 8 + 8 })),
  length: 32,
  stepsPerBar: 16,
  qpm: 240,
};

const WORDS = [HOSTILE, 'mary', '--seed', '5', '--tempo', '400'];

/** A page's text, its tags left out and its escapes undone. */
function textOf({ html }: Built): string {
  const letters = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
  return html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&[a-z0-9#]+;/g, (entity) => letters[entity as keyof typeof letters]);
}

/** How often a pattern occurs; a failed match would print the whole page with its sounds. */
function count({ html }: Pick<Built, 'html'>, pattern: RegExp): number {
  return Array.from(html.matchAll(pattern)).length;
}

describe('a page of all three models', () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;
  let page: Built;

  beforeAll(async () => {
    folder = await folderOfFile();
    const models = await tinyModels(folder, {
      mel_2bar: 'flat_float32',
      mel_16bar: 'hierarchical_float32',
      mel_16bar_flat: 'flat_float32',
    });
    await writeFile(join(folder, HOSTILE), writeMidi(melodyToScore(scale)));
    // Measured of other weights, and damaged: neither may be shown.
    await writeFile(
      join(models, 'mel_2bar', 'evaluation.json'),
      JSON.stringify({ model: { hash: '0123456789abcdef' }, reconstruction: { klBits: 4242 } }),
    );
    await writeFile(join(models, 'mel_16bar', 'evaluation.json'), '{ "model": ');
    env = { SEGUE_MODELS: models };
    page = await build(folder, WORDS, env);
  }, 120_000);

  test('a title is only ever text', () => {
    expect(count(page, /&lt;img src=x onerror=alert\(1\)&gt;/g)).toBeGreaterThan(10);
    expect(count(page, /<img/gi)).toBe(0);
    expect(count(page, /<script/gi)).toBe(1);
  });

  test('its recipes hold a name that a shell cannot take apart', () => {
    const line = /npx segue report .*?--seed 5/.exec(textOf(page))?.[0];
    expect(line).toBe(
      `npx segue report '"'\\''><img src=x onerror=alert(1)> & $(rm).mid' mary --tempo 400 --seed 5`,
    );
  });

  test('has each model’s tunes and places, and the walk both ways', () => {
    const clips = Array.from(page.html.matchAll(/<figure class="clip" id="([^"]+)"/g), ([, id]) => id);
    const numbered = (name: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
    const long = ['mel-16bar', 'mel-16bar-flat'];
    expect(new Set(clips)).toEqual(
      new Set([
        'walk',
        'mixed',
        ...numbered('mel-2bar-tune', 4),
        ...long.flatMap((name) => [...numbered(`${name}-tune`, 2), ...numbered(`${name}-place`, 5)]),
      ]),
    );
    expect(clips).toHaveLength(new Set(clips).size);
  });

  test('figures of other weights are not shown', () => {
    expect(count(page, /4242/g)).toBe(0);
    expect(count(page, /Not measured/g)).toBe(1);
  });

  test('the same line gives the same page', async () => {
    const again = await ownFolder();
    await writeFile(join(again, HOSTILE), writeMidi(melodyToScore(scale)));
    const second = await build(again, WORDS, env);
    expect(second.html === page.html).toBe(true);
  }, 120_000);

  test('a line from the page, typed in a shell, makes the notes of the page', async () => {
    const line = /npx segue (morph .*? --model mel_2bar)/.exec(textOf(page))?.[1] ?? '';
    const typed = `"$NODE" "$SEGUE" ${line} --format none --out again`;
    const shell = { ...process.env, ...env, NODE: process.execPath, SEGUE: LAUNCHER };
    execFileSync('sh', ['-c', typed], { cwd: folder, env: shell });
    const [midi = ''] = (await readdir(join(folder, 'again'))).filter((name) => name.endsWith('.mid'));
    expect(await readFile(join(folder, 'again', midi))).toEqual(midiOf(page.html, 'walk'));
  });
});

describe('a page of what is installed', () => {
  test('says in a sentence what is not', async () => {
    const folder = await ownFolder();
    const models = await tinyModels(folder, { mel_16bar: 'hierarchical_float32' });
    const page = await build(folder, ['twinkle', 'mary', '--tempo', '400'], { SEGUE_MODELS: models });
    const absent = /\(<code>(\w+)<\/code>\) is not installed here/g;
    expect(Array.from(page.html.matchAll(absent), ([, name]) => name)).toEqual([
      'mel_2bar',
      'mel_2bar',
      'mel_16bar_flat',
    ]);
    expect(count(page, /class="clip" id="mel-16bar-(?:place|tune)-\d"/g)).toBe(7);
    expect(count(page, /class="clip"/g)).toBe(7);
  }, 60_000);

  test('needs one model at least', async () => {
    const folder = await ownFolder();
    const run = await segue(['report', 'twinkle', 'mary'], { cwd: folder, env: { SEGUE_MODELS: folder } });
    expect(run).toMatchObject({ code: 3, out: '' });
    expect(run.err).toMatch(/^The report needs one of the models mel_2bar, .*\n$/);
  });
});

describe('the line', () => {
  test('explains itself', async () => {
    const { out } = await segue(['report', '--help']);
    expect(out).toMatch(/usage: segue report A B \[options\]/);
    expect(out).toMatch(/--out FILE +the page \(default segue-report\.html\)/);
    expect(out).not.toMatch(/--format|--json/);
    expect((await segue(['help', 'report'])).out).toBe(out);
    expect((await segue(['help'])).out).toMatch(/^ {2}report +One page/m);
  });

  test.each([
    [['report', 'twinkle'], 2, /needs a melody to arrive at: try “segue report twinkle mary”/],
    [['report', 'twinkel', 'mary'], 2, /no built-in tune.*twinkle/],
    [['report', 'gone.mid', 'mary'], 3, /no file “gone\.mid”/],
    [['report', 'twinkle', 'mary', '--format', 'mp3'], 2, /--format is not an option of “report”/],
    [['report', 'twinkle', 'mary', '--seed', 'x'], 2, /--seed takes a number/],
    [['report', 'twinkle', 'mary', '--out', 'taken'], 2, /--out takes the name of a file.*not “taken”/],
  ])('%j is refused in one sentence', async (words, code, sentence) => {
    const folder = await ownFolder();
    await mkdir(join(folder, 'taken'));
    const run = await segue(words, { cwd: folder });
    expect(run.err).toMatch(sentence);
    expect(run.err.trim().split('\n')).toHaveLength(1);
    expect(run.code).toBe(code);
    expect(await readdir(folder)).toEqual(['taken']);
  });

  test('an interrupted report leaves nothing behind', async () => {
    const folder = await ownFolder();
    const begun = performance.now();
    const run = await segue(['report', 'twinkle', 'mary', '--seed', '7'], {
      cwd: folder,
      interruptWhen: async () => performance.now() - begun > 2500,
    });
    expect(run.code).toBe(130);
    expect(run.err.trim().split('\n')).toHaveLength(1);
    expect(await readdir(folder)).toEqual([]);
  });
});
