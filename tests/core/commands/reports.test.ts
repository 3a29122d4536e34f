import { expect, test } from 'vitest';
import { inspect } from '../../../src/core/commands/inspect.js';
import { tunes } from '../../../src/core/commands/tunes.js';
import { melodyToScore, writeMidi } from '../../../src/core/music/midi-out.js';
import { findTune } from '../../../src/core/music/tunes/tunes.js';
import { openParts, tune } from './parts.js';

const parts = openParts();

test('there are at least 24 tunes, each with its origin', async () => {
  const report = await tunes.run(parts, {});
  if (report.kind !== 'report') throw new Error('tunes makes no music');
  expect(report.lines.length).toBeGreaterThanOrEqual(24);
  for (const line of report.lines) expect(line).toMatch(/^[a-z0-9-]+ +.+ \(.+\)$/);
});

test('a file that we wrote is seen as what it is', async () => {
  const melody = findTune('ode-to-joy');
  const bytes = writeMidi(melodyToScore(melody, 73));
  const report = await inspect.run(parts, { melody: { kind: 'file', fileName: 'ode.mid', bytes } });
  if (report.kind !== 'report') throw new Error('inspect makes no music');
  expect(report.lines[0]).toMatch(/^→ part 1: .*flute/i);
  expect(report.facts).toMatchObject({ notes: melody.notes.length, bars: melody.length / 16 });
});

test('a tune can be looked into as well', async () => {
  const report = await inspect.run(parts, { melody: tune('twinkle') });
  if (report.kind !== 'report') throw new Error('inspect makes no music');
  expect(report.lines.join('\n')).toMatch(/C major/);
});
