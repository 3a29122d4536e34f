import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.js';
import { melodyFromSong } from '../../../src/core/music/melody-file.js';
import { openMidiReader } from '../../../src/core/music/midi-in.js';
import { melodyToScore, writeMidi } from '../../../src/core/music/midi-out.js';
import { parseMidiSong } from '../../../src/core/music/midi-parse.js';
import { findTune } from '../../../src/core/music/tunes/tunes.js';
import { chunk, file, header, raw, SCALE, text, tune } from './smf.js';

/** The same cases on every machine. */
const SEED = 20_260_101;

const seeds = [
  writeMidi(melodyToScore(findTune('greensleeves'))),
  file([[...text(3, 'names'), ...tune(SCALE)], tune(SCALE, { channel: 9 })]),
  file([tune(SCALE)], { division: 0xe728 }),
];

/** Random bytes as a whole file, as a track, or put in place of some bytes of a good file; or a good file cut short. */
const hostileBytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.uint8Array({ maxLength: 400 }).map((bytes) => raw(header(), chunk('MTrk', [...bytes]))),
  fc.uint8Array({ maxLength: 100 }).map((bytes) => raw(header({ division: 96 }), [...bytes])),
  fc
    .tuple(fc.constantFrom(...seeds), fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 4 }))
    .map(([seed, at, put]) => {
      const bytes = seed.slice();
      bytes.set(put, at % (bytes.length - put.length));
      return bytes;
    }),
  fc
    .tuple(fc.constantFrom(...seeds), fc.nat(), fc.nat({ max: 7 }))
    .map(([seed, at, bit]) =>
      seed.map((byte, index) => (index === at % seed.length ? byte ^ (1 << bit) : byte)),
    ),
  fc.tuple(fc.constantFrom(...seeds), fc.nat()).map(([seed, at]) => seed.slice(0, at % seed.length)),
);

/** Either a melody that keeps all promises of its type, or one sentence of ours. */
function readsOrRefuses(act: () => ReturnType<typeof melodyFromSong>): void {
  try {
    const { melody } = act();
    expect(Number.isFinite(melody.qpm) && melody.qpm >= 20 && melody.qpm <= 400).toBe(true);
    expect(melody.length % melody.stepsPerBar).toBe(0);
    let end = -melody.stepsPerBar;
    for (const note of melody.notes) {
      expect(note.start >= end && note.end > note.start && note.end <= melody.length).toBe(true);
      expect(Number.isInteger(note.pitch) && note.pitch >= 0 && note.pitch <= 127).toBe(true);
      end = note.end;
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.message).toMatch(/^[A-Z][^\n]*\.$/);
  }
}

describe('random bytes, cuts and flipped bits', () => {
  it('never break the reading (2,500 cases)', () => {
    fc.assert(
      fc.property(hostileBytes, (bytes) => readsOrRefuses(() => melodyFromSong(parseMidiSong(bytes)))),
      { seed: SEED, numRuns: 2500 },
    );
  });

  it('never break the worker (300 cases), which reads a good file after all of them', async () => {
    const reader = openMidiReader();
    await fc.assert(
      fc.asyncProperty(hostileBytes, async (bytes) => {
        const song = await reader.read(bytes).catch((error: unknown) => error);
        readsOrRefuses(() => {
          if (song instanceof Error) throw song;
          return melodyFromSong(song as Parameters<typeof melodyFromSong>[0]);
        });
      }),
      { seed: SEED + 1, numRuns: 300 },
    );
    expect((await reader.read(file([tune(SCALE)]))).tracks).toHaveLength(1);
    await reader.close();
  });
});
