import { describe, expect, it } from 'vitest';
import { chooseMelody, rankParts } from '../../../src/core/music/melody-choice.js';
import { notes, part, type Sixteenths, song } from './songs.js';

const line = notes(
  [60, 64, 67, 72, 71, 67, 69, 65].map((pitch, i): Sixteenths => [pitch + 5, i * 4, i * 4 + 4]),
);
const chords = notes(
  [0, 8, 16, 24].flatMap((at) => [48, 52, 55].map((pitch): Sixteenths => [pitch, at, at + 8])),
);
const bass = notes([36, 31, 33, 29].map((pitch, i): Sixteenths => [pitch, i * 8, i * 8 + 8]));
const drums = part({ notes: notes([[36, 0, 1]]), channel: 10, isDrums: true });

const band = song([
  part({ notes: chords, name: 'Piano' }),
  part({ notes: bass, name: 'Bass', program: 33 }),
  part({ notes: line, name: 'Flute', program: 73 }),
  drums,
]);

const pitches = (found: { notes: readonly { pitch: number }[] }) => found.notes.map(({ pitch }) => pitch);

describe('which part is the melody', () => {
  it('is the single line in the treble, not chords, bass or drums', () => {
    expect(rankParts(band).map(({ number }) => number)).toEqual([3, 1, 2, 4]);
    expect(chooseMelody(band).chosen).toMatchObject({ name: 'Flute', instrument: 'flute', noteCount: 8 });
    expect(chooseMelody(band).others).toHaveLength(3);
  });

  it.each(['MELODY', 'Vocal', 'lead guitar', 'Lyrics', 'Right Hand', 'Soprano'])(
    'believes the name %s',
    (name) => {
      const named = song([part({ notes: line, name: 'Flute' }), part({ notes: chords, name })]);
      expect(chooseMelody(named).chosen.number).toBe(2);
    },
  );

  it.each([[2], ['2'], ['bass'], ['BAS'], ['electric bass']])('takes the part that %s names', (wanted) => {
    expect(chooseMelody(band, { part: wanted }).chosen.number).toBe(2);
  });

  it('names the parts where there is no such one', () => {
    expect(() => chooseMelody(band, { part: 'harp' })).toThrow(
      "There is no such part in the file; it has 1 'Piano', 2 'Bass', 3 'Flute', 4.",
    );
  });

  it('does not take drums for a melody', () => {
    expect(() => chooseMelody(band, { part: 4 })).toThrow('Part 4 is drums');
    expect(() => chooseMelody(song([drums]))).toThrow('only drums');
  });
});

describe('the top line of a part', () => {
  it('is the highest of notes struck together, even when a little apart', () => {
    const rolled = part({
      notes: notes([
        [60, 0, 4],
        [64, 0.1, 4],
        [67, 0.2, 4],
        [59, 4, 8],
        [65, 4, 8],
      ]),
    });
    expect(pitches(chooseMelody(song([rolled])))).toEqual([67, 65]);
  });

  it('leaves out accompaniment under a held note, keeps legato', () => {
    const held = part({
      notes: notes([
        [72, 0, 8],
        [60, 2, 4],
        [64, 4, 6],
        [71, 7.5, 12],
        [69, 12, 16],
      ]),
    });
    expect(pitches(chooseMelody(song([held])))).toEqual([72, 71, 69]);
  });
});
