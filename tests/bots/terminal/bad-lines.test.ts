import { chmod, cp, mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ownFolder, segue } from './segue.js';

/** Everything that goes wrong is one sentence on standard error, without a stack, and an exit code of its own. */
async function refuses(
  words: readonly string[],
  code: number,
  sentence: RegExp,
  options: Parameters<typeof segue>[1] = {},
) {
  const run = await segue(words, { cwd: await ownFolder(), ...options });
  expect(run.err.trim()).toMatch(sentence);
  expect(run.err).not.toMatch(/\bat .*\.js:\d+/);
  expect(run.err.trim().split('\n')).toHaveLength(1);
  expect(run.code).toBe(code);
}

test('an unknown command names those there are', () =>
  refuses(['morf'], 2, /no command “morf”.*morph.*play/));
test('an unknown option points to the help', () =>
  refuses(['morph', 'twinkle', 'mary', '--stepz', '4'], 2, /--stepz.*segue morph --help/));
test('a missing melody shows an example', () =>
  refuses(['morph', 'twinkle'], 2, /needs a melody to arrive at.*segue morph twinkle mary/));
test('one word too many is named', () => refuses(['tunes', 'all'], 2, /“all” is one word too many/));
test('steps out of range give the range', () =>
  refuses(['morph', 'twinkle', 'mary', '--steps', '2'], 2, /--steps is a whole number from 3 to 16/));
test('a temperature between 0 and 0.1 is refused', () =>
  refuses(['sample', '--temperature', '0.05'], 2, /--temperature is 0, or from 0\.1 to 1\.5/));
test('words instead of numbers are refused', () =>
  refuses(['sample', '--count', 'many'], 2, /--count takes a number, not “many”/));
test('an unknown length lists the lengths', () =>
  refuses(['sample', '4bars'], 2, /--length is one of 2bars, 16bars/));
test('an unknown format lists the formats', () =>
  refuses(['sample', '--format', 'flac'], 2, /--format takes mp3, ogg, wav, mp4/));
test('an unknown tune suggests', () => refuses(['echo', 'twinkel'], 2, /no built-in tune.*twinkle/));
test('an unknown instrument suggests', () =>
  refuses(['sample', '--instrument', 'musik box'], 2, /music box/i));
test('an unknown model names those there are', () =>
  refuses(['sample', '--model', 'mel_9bar'], 3, /mel_2bar/));
test('a file that is not there', () => refuses(['echo', 'gone.mid'], 3, /no file “gone\.mid”/));

test('an empty file, a web page, and a file that is too large', async () => {
  const folder = await ownFolder();
  await writeFile(join(folder, 'empty.mid'), '');
  await writeFile(join(folder, 'page.mid'), '<!doctype html><title>Sign in</title>');
  await writeFile(join(folder, 'large.mid'), new Uint8Array(1024 * 1024 + 1));
  await refuses(['echo', 'empty.mid'], 3, /empty/, { cwd: folder });
  await refuses(['echo', 'page.mid'], 3, /MIDI/, { cwd: folder });
  await refuses(['echo', 'large.mid'], 3, /larger than 1 MiB/, { cwd: folder });
});

test('a folder that cannot be written to is told before the work', async () => {
  const folder = await ownFolder();
  await writeFile(join(folder, 'taken'), 'a file where a folder should be');
  await refuses(['sample', '--out', 'taken'], 4, /cannot be written to “taken”.*--out/, { cwd: folder });
});

test('a variable that makes no sense is named', () =>
  refuses(['sample'], 2, /SEGUE_ENGINE.*\.env\.example/, { env: { SEGUE_ENGINE: 'steam' } }));

test('an ffmpeg that fails costs the MP3 and nothing else', async () => {
  const folder = await ownFolder();
  const broken = join(folder, 'ffmpeg');
  await writeFile(broken, '#!/bin/sh\nexit 1\n');
  await chmod(broken, 0o755);
  const run = await segue(['sample', '--seed', '1', '--out', 'out'], {
    cwd: folder,
    env: { FFMPEG_PATH: broken },
  });
  expect(run.code).toBe(4);
  expect(run.err).toMatch(/ffmpeg/i);
  expect(run.out).toMatch(/\.mid\n.*\.png/);
});

test('a file that vanished behind its name is missing, not a crash', async () => {
  const folder = await ownFolder();
  await symlink(join(folder, 'was-here.mid'), join(folder, 'gone.mid'));
  await refuses(['echo', 'gone.mid'], 3, /no file “gone\.mid”/, { cwd: folder });
});

test('a folder that is called like a tune is no tune file', async () => {
  const folder = await ownFolder();
  await mkdir(join(folder, 'twinkle'));
  expect((await segue(['inspect', 'twinkle'], { cwd: folder })).code).toBe(0);
  await mkdir(join(folder, 'tune.mid'));
  await refuses(['inspect', 'tune.mid'], 3, /no file “tune\.mid”/, { cwd: folder });
});

test('without any ffmpeg the MIDI and the picture are still made', async () => {
  const folder = await ownFolder();
  const run = await segue(['sample', '--seed', '1', '--out', 'out'], {
    cwd: folder,
    env: { FFMPEG_PATH: join(folder, 'nowhere', 'ffmpeg') },
  });
  expect(run.code).toBe(4);
  expect(run.err).toMatch(/ffmpeg/i);
  expect(run.out).toMatch(/\.mid\n.*\.png/);
});

test('a damaged model is named with the way to mend it', async () => {
  const folder = await ownFolder();
  await cp(new URL('../../../models/mel_2bar', import.meta.url), join(folder, 'mel_2bar'), {
    recursive: true,
  });
  await truncate(join(folder, 'mel_2bar', 'group1-shard1of2'), 1000);
  await refuses(['sample'], 4, /mel_2bar|shard/, { cwd: folder, env: { SEGUE_MODELS: folder } });
});
