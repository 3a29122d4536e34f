import fc from 'fast-check';
import MidiPlayer from 'midi-player-js';
import { describe, expect, it } from 'vitest';
import type { Melody } from '../../../src/core/music/melody.js';
import { melodyFromSong } from '../../../src/core/music/melody-file.js';
import { melodyToScore, writeMidi } from '../../../src/core/music/midi-out.js';
import { parseMidiSong } from '../../../src/core/music/midi-parse.js';
import type { Score } from '../../../src/core/music/score.js';
import { findTune, TUNES } from '../../../src/core/music/tunes/tunes.js';
import { anyMelody } from './arbitraries.js';

const through = (melody: Melody): Melody =>
  melodyFromSong(parseMidiSong(writeMidi(melodyToScore(melody)))).melody;

const SCORE: Score = {
  title: 'Dawn → Dusk',
  segments: [
    { label: 'A', alpha: 0, notes: [{ pitch: 60, start: 0, end: 4 }], length: 32 },
    { label: '50 %', alpha: 0.5, notes: [{ pitch: 64, start: 2, end: 40 }], length: 32 },
    {
      label: 'B',
      alpha: 1,
      notes: [
        { pitch: 67, start: 0, end: 3 },
        { pitch: 67, start: 3, end: 8 },
      ],
      length: 32,
    },
  ],
  stepsPerBar: 16,
  qpm: 90,
  program: 10,
};

/** What `midi-player-js` reads in a file, an independent reader. */
function played(bytes: Uint8Array) {
  const player = new MidiPlayer.Player(() => undefined);
  player.loadArrayBuffer(Uint8Array.from(bytes).buffer);
  const events = player.getEvents().flat();
  const named = (name: string) => events.filter((event) => event.name === name);
  return { player, named };
}

describe('melody to MIDI to melody', () => {
  it('is the identity for any melody: notes, length, metre, tempo, title and pickup', () => {
    fc.assert(
      fc.property(anyMelody, (melody) => {
        const back = through(melody);
        expect({ ...back, qpm: 0 }).toEqual({ ...melody, qpm: 0 });
        expect(back.qpm).toBeCloseTo(melody.qpm, 1);
      }),
      { numRuns: 200 },
    );
  });

  it('is the identity for every built-in tune', () => {
    for (const { name } of TUNES) expect(through(findTune(name))).toEqual(findTune(name));
  });

  it('trusts our own mark no longer once the notes have moved out of it', () => {
    const song = parseMidiSong(writeMidi(melodyToScore(findTune('twinkle'))));
    const moved = { ...song, grid: { downbeat: 0, length: 16, stepsPerBar: 16 } };
    expect(melodyFromSong(moved).melody.length).toBe(12 * 16);
  });
});

describe('a written file', () => {
  it('has the same bytes each time', () => {
    expect(writeMidi(SCORE)).toEqual(writeMidi(structuredClone(SCORE)));
  });

  it('begins with a type 1 header of two tracks in 480 ticks', () => {
    const golden = [0x4d, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, 1, 0, 2, 0x01, 0xe0, 0x4d, 0x54, 0x72, 0x6b];
    expect([...writeMidi(SCORE).subarray(0, 18)]).toEqual(golden);
  });

  it('is read by midi-player-js: tempo, program, markers, notes, and an end where the score ends', () => {
    const { player, named } = played(writeMidi(SCORE));
    expect(player.division).toBe(480);
    expect(named('Set Tempo').map(({ data }) => data)).toEqual([90]);
    expect(named('Program Change').map(({ value }) => value)).toEqual([10]);
    expect(named('Marker').map(({ tick }) => tick)).toEqual([0, 32 * 120, 64 * 120]);
    const sounding = named('Note on').filter(({ velocity }) => (velocity ?? 0) > 0);
    expect(sounding.map(({ noteNumber, tick }) => [noteNumber, tick])).toEqual([
      [60, 0],
      [64, 34 * 120],
      [67, 64 * 120],
      [67, 67 * 120],
    ]);
    expect(named('Note off').map(({ tick }) => tick)).toEqual([4 * 120, 64 * 120, 67 * 120, 72 * 120]);
    expect(named('End of Track').map(({ tick }) => tick)).toEqual([96 * 120, 96 * 120]);
  });

  it('accents downbeats and beats, always alike', () => {
    const notes = [0, 4, 6].map((start) => ({ pitch: 60 + start, start, end: start + 2 }));
    const score = { ...SCORE, segments: [{ label: 'A', alpha: null, notes, length: 16 }] };
    const loud = played(writeMidi(score))
      .named('Note on')
      .map(({ velocity }) => velocity);
    // The player tells loudness in percent of 127.
    expect(loud).toEqual([96, 90, 84].map((velocity) => Math.round((velocity / 127) * 100)));
  });
});
