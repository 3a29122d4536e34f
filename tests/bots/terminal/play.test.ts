import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { melodyToScore, writeMidi } from '../../../src/core/music/midi-out.js';
import { ownFolder, segue } from './segue.js';

/** Two bars at 240 quarter notes a minute: two seconds. */
const scale = {
  title: 'Scale',
  notes: [60, 62, 64, 65].map((pitch, index) => ({ pitch, start: index * 8, end: index * 8 + 8 })),
  length: 32,
  stepsPerBar: 16,
  qpm: 240,
};

test('play follows a file in time, a line a note where nobody watches', async () => {
  const folder = await ownFolder();
  await writeFile(join(folder, 'scale.mid'), writeMidi(melodyToScore(scale)));
  const begun = performance.now();
  const run = await segue(['play', 'scale.mid'], { cwd: folder });
  expect(run.code).toBe(0);
  expect(run.out.match(/bar \d: \S+/g)).toEqual(['bar 1: C4', 'bar 1: D4', 'bar 2: E4', 'bar 2: F4']);
  expect(performance.now() - begun).toBeGreaterThan(2000);
});

test('play explains itself, and refuses what it cannot play', async () => {
  expect((await segue(['play', '--help'])).out).toMatch(/usage: segue play/);
  expect((await segue(['play'])).err).toMatch(/needs a MIDI file or a tune/);
  expect((await segue(['play', 'twinkle', '--tempo', '9'])).err).toMatch(/from 20 to 400/);
});
