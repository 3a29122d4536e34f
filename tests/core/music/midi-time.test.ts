import { describe, expect, it } from 'vitest';
import { melodyFromSong } from '../../../src/core/music/melody-file.js';
import { parseMidiSong } from '../../../src/core/music/midi-parse.js';
import { file, SCALE, tempo, tune } from './smf.js';

describe('time in a file', () => {
  it('turns film frames into beats: 25 frames of 40 ticks are 1,000 ticks a second', () => {
    const song = parseMidiSong(file([tune(SCALE, { ticks: 500 })], { division: 0xe728 }));
    expect(song.tracks[0]?.notes.map(({ start }) => start / song.ticksPerQuarter)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7,
    ]);
    expect(song.tempos).toEqual([{ tick: 0, qpm: 120 }]);
    expect(song.durationSeconds).toBeCloseTo(4, 9);
    expect(song.notices.join()).toContain('film frames');
  });

  it.each([[90], [100], [140]])(
    'finds the beat of film frames at %i quarter notes a minute by itself',
    (qpm) => {
      const ticks = Math.round(60_000 / qpm);
      const song = parseMidiSong(file([tune([...SCALE, ...SCALE], { ticks })], { division: 0xe728 }));
      expect(song.tempos).toEqual([{ tick: 0, qpm }]);
      const { melody } = melodyFromSong(song);
      expect(melody.notes.map(({ start }) => start)).toEqual(melody.notes.map((_, index) => index * 4));
    },
  );

  it('takes the tempo that a file in film frames states', () => {
    const song = parseMidiSong(
      file([[...tempo(600_000), ...tune(SCALE, { ticks: 600 })]], { division: 0xe728 }),
    );
    expect(song.tempos).toEqual([{ tick: 0, qpm: 100 }]);
    expect(song.tracks[0]?.notes.map(({ start }) => start / 480)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('keeps the true speed of 29.97 frames a second', () => {
    const song = parseMidiSong(file([tune(SCALE, { ticks: 300 })], { division: 0xe364 }));
    expect(song.durationSeconds).toBeCloseTo((8 * 300) / ((30_000 / 1001) * 100), 2);
  });

  it('follows changes of tempo in seconds, and clamps them to 20 to 400', () => {
    const song = parseMidiSong(
      file([[...tempo(500_000), ...tune([60, 62]), ...tempo(1_000_000), ...tune([64, 65])]]),
    );
    expect(song.durationSeconds).toBeCloseTo(2 * 0.5 + 2 * 1, 9);
    const changes = [
      ...tempo(1),
      ...tune([60, 62]),
      ...tempo(0),
      ...tune([64]),
      ...tempo(9_000_000),
      ...tune([65]),
    ];
    const wild = parseMidiSong(file([changes]));
    expect(wild.tempos).toEqual([
      { tick: 0, qpm: 400 },
      { tick: 1440, qpm: 20 },
    ]);
  });
});
