import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openMidiReader } from '../../../src/core/music/midi-in.js';
import { ownFolder, segue } from './segue.js';

const KINDS = ['.mid', '.mp3', '.png'];

test('the main job: twinkle becomes mary, as MIDI, audio and picture', async () => {
  const folder = await ownFolder();
  const run = await segue(['morph', 'twinkle', 'mary', '--seed', '1', '--out', 'out'], { cwd: folder });
  expect(run.err).toBe('');
  expect(run.code).toBe(0);
  const files = (await readdir(join(folder, 'out'))).toSorted();
  expect(files.map((name) => name.slice(name.lastIndexOf('.')))).toEqual(KINDS);
  for (const name of files) expect(run.out).toContain(name);
  expect(run.out).toMatch(/A keeps \d+ % of its steps and \d+ of its \d+ notes, B \d+ % /);
});

test('--json holds the recipe, the measured ends and the files', async () => {
  const folder = await ownFolder();
  const run = await segue(['morph', 'twinkle', 'mary', '--steps', '4', '--format', 'none', '--json'], {
    cwd: folder,
  });
  const answer = JSON.parse(run.out);
  expect(answer.recipe).toMatchObject({ command: 'morph', model: { name: 'mel_2bar' }, input: { steps: 4 } });
  expect(answer.recipe.tokens).toHaveLength(4);
  expect(answer.facts.fidelityA).toBeGreaterThanOrEqual(0);
  expect(answer.facts.fidelityB).toBeLessThanOrEqual(1);
  expect(answer.files).toHaveLength(2);
});

test('the same recipe gives the same MIDI bytes in two processes', async () => {
  const folder = await ownFolder();
  const line = ['morph', 'twinkle', 'mary', '--temperature', '0.7', '--seed', '42', '--format', 'none'];
  const runs = [
    await segue([...line, '--out', 'one'], { cwd: folder }),
    await segue([...line, '--out', 'two'], { cwd: folder }),
  ];
  expect(runs.map(({ code }) => code)).toEqual([0, 0]);
  const midi = async (out: string) => {
    const name = (await readdir(join(folder, out))).find((file) => file.endsWith('.mid')) ?? '';
    return { name, bytes: await readFile(join(folder, out, name)) };
  };
  const [one, two] = [await midi('one'), await midi('two')];
  expect(two.name).toBe(one.name);
  expect(two.bytes.equals(one.bytes)).toBe(true);
});

test('what Segue wrote, Segue reads: the result of one morph is the end of the next', async () => {
  const folder = await ownFolder();
  await segue(['sample', '16bars', '--seed', '3', '--format', 'none', '--out', 'out'], { cwd: folder });
  const name = (await readdir(join(folder, 'out'))).find((file) => file.endsWith('.mid')) ?? '';
  const reader = openMidiReader();
  const song = await reader.read(await readFile(join(folder, 'out', name)));
  await reader.close();
  expect(song.tracks.length).toBeGreaterThan(0);
  const run = await segue(['morph', join('out', name), 'greensleeves', '--format', 'none'], { cwd: folder });
  expect(run.code).toBe(0);
});

test('an interrupted run ends with its own code and leaves no half-written file', async () => {
  const folder = await ownFolder();
  const written = () => readdir(join(folder, 'out')).catch(() => []);
  const run = await segue(['morph', 'twinkle', 'mary', '--format', 'mp4', '--out', 'out'], {
    cwd: folder,
    interruptWhen: async () => (await written()).some((name) => name.endsWith('.png')),
  });
  expect(run.code).toBe(130);
  expect(run.err).toMatch(/^Stopped/);
  const names = await written();
  expect(names.some((name) => name.endsWith('.mp4') || name.includes('partial'))).toBe(false);
});
