import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.js';
import { melodyFromSong } from '../../../src/core/music/melody-file.js';
import { parseMidiSong } from '../../../src/core/music/midi-parse.js';
import { hostileFiles } from './hostile-files.js';
import { file, tune } from './smf.js';

/** The sentence that a reader is shown, or null where the file is read. */
function refusal(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error instanceof UserError ? error.message : 'not ours';
  }
}

describe('bad input', () => {
  it.each(hostileFiles())('$name', ({ bytes, refused }) => {
    const started = performance.now();
    const sentence = refusal(() => melodyFromSong(parseMidiSong(bytes)));
    expect(performance.now() - started).toBeLessThan(5000);
    if (refused === null) return expect(sentence).toBeNull();
    expect(sentence).toMatch(refused);
    expect(sentence).toMatch(/^[A-Z][^\n]{10,140}\.$/);
  });

  it('drums only', () => {
    const drums = parseMidiSong(file([tune([36, 38, 42], { channel: 9 })]));
    expect(refusal(() => melodyFromSong(drums))).toBe(
      'That file has only drums in it: upload one with a melody track.',
    );
  });

  it('a single note', () => {
    expect(refusal(() => melodyFromSong(parseMidiSong(file([tune([60])]))))).toMatch(/only one note/);
  });

  it('reads the most notes that are allowed within the time limit', () => {
    const started = performance.now();
    const song = parseMidiSong(
      file([
        tune(
          Array.from({ length: 20_000 }, (_, i) => 40 + (i % 40)),
          { ticks: 40 },
        ),
      ]),
    );
    expect(song.tracks[0]?.notes).toHaveLength(20_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
