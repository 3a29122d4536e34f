import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanName } from '../../../src/core/music/clean-name.js';
import { contourOf, describeScore } from '../../../src/core/music/describe.js';
import { INSTRUMENTS, instrumentName, programByName } from '../../../src/core/music/instruments.js';
import { findKey, pitchName } from '../../../src/core/music/key.js';
import { melodyToScore } from '../../../src/core/music/midi-out.js';
import { findTune } from '../../../src/core/music/tunes/tunes.js';

const run = (pitches: readonly number[]) =>
  pitches.map((pitch, i) => ({ pitch, start: i * 4, end: i * 4 + 4 }));
const transposed = (name: string, by: number) =>
  findTune(name).notes.map((note) => ({ ...note, pitch: note.pitch + by }));

describe('keys', () => {
  it.each([
    ['twinkle', 'C major', 0],
    ['fur-elise', 'A minor', 0],
    ['new-world-largo', 'D♭ major', -5],
    ['swan-lake', 'B minor', 2],
    ['danny-boy', 'F major', -1],
    ['deck-the-halls', 'F major', -1],
    ['ode-to-joy', 'D major', 2],
    ['jingle-bells', 'G major', 1],
  ])('%s is in %s', (tune, name, fifths) => {
    expect(findKey(findTune(tune).notes)).toMatchObject({ name, fifths });
  });

  it('moves with the tune through all twelve keys', () => {
    const majors = Array.from({ length: 12 }, (_, by) => findKey(transposed('twinkle', by))?.name);
    expect(majors.join(' ')).toBe(
      ['C', 'D♭', 'D', 'E♭', 'E', 'F', 'G♭', 'G', 'A♭', 'A', 'B♭', 'B']
        .map((tonic) => `${tonic} major`)
        .join(' '),
    );
    const minors = Array.from({ length: 12 }, (_, by) => findKey(transposed('fur-elise', by))?.name);
    expect(minors.join(' ')).toBe(
      ['A', 'B♭', 'B', 'C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'G♯']
        .map((tonic) => `${tonic} minor`)
        .join(' '),
    );
  });

  it('is not guessed from too little', () => {
    expect(findKey([])).toBeNull();
    expect(findKey(run([60, 64, 67]))).toBeNull();
    expect(findKey(run([60, 62, 60, 62, 60]))).toBeNull();
  });
});

describe('pitch names', () => {
  it.each([
    [60, 0, 'C4'],
    [21, 0, 'A0'],
    [108, 0, 'C8'],
    [0, 0, 'C-1'],
    [68, -4, 'A♭4'],
    [68, 0, 'G♯4'],
    [70, 0, 'B♭4'],
    [66, 2, 'F♯4'],
    [71, -6, 'C♭5'],
    [72, 6, 'B♯4'],
    [65, 6, 'E♯4'],
  ])('pitch %i in a key of %i fifths is %s', (pitch, fifths, name) => {
    expect(pitchName(pitch, { fifths })).toBe(name);
  });

  it('spells as in C where there is no key', () => expect(pitchName(61, null)).toBe('C♯4'));
});

describe('instruments', () => {
  it('are the 128 of General MIDI', () => {
    expect(INSTRUMENTS).toHaveLength(128);
    expect(new Set(INSTRUMENTS).size).toBe(128);
    expect([0, 10, 24, 40, 56, 73, 127].map(instrumentName)).toEqual([
      'acoustic grand piano',
      'music box',
      'acoustic guitar (nylon)',
      'violin',
      'trumpet',
      'flute',
      'gunshot',
    ]);
  });

  it.each([
    ['music box', 10],
    ['Music_Box', 10],
    ['11', 10],
    ['1', 0],
    ['128', 127],
    ['piano', 0],
    ['strings', 48],
    ['nylon', 24],
    ['FLUTE', 73],
    ['pan-flute', 75],
  ])('%s is program %i', (name, program) => expect(programByName(name)).toBe(program));

  it('are all found by their own names', () => {
    for (const [program, name] of INSTRUMENTS.entries()) expect(programByName(name)).toBe(program);
  });

  it.each(['vilin', '0', '129', ''])('suggests the nearest for %j', (name) => {
    expect(() => programByName(name)).toThrow(/^There is no such instrument; the nearest are [^\n]+\.$/);
  });
  it('suggests violin for vilin', () => expect(() => programByName('vilin')).toThrow('nearest are violin'));
});

describe('descriptions', () => {
  it.each([
    [[60, 62, 64, 65, 67, 69], 'rising'],
    [[69, 67, 65, 64, 62, 60], 'falling'],
    [[60, 62, 69, 71, 62, 60], 'arched'],
    [[69, 67, 60, 58, 67, 69], 'dipping'],
    [[60, 62, 60, 62, 60, 62], 'level'],
    [[60, 72], 'short'],
  ])('%j is %s', (pitches, word) => expect(contourOf(run(pitches))).toBe(word));

  it('tell key, shape and range of each stretch', () => {
    const segment = (label: string, pitches: number[]) => ({
      label,
      alpha: null,
      notes: run(pitches),
      length: 32,
    });
    const score = {
      title: 'Dawn → Dusk',
      segments: [segment('A', [60, 62, 64, 65, 67, 72]), segment('B', [])],
      stepsPerBar: 16,
      qpm: 100,
      program: 0,
    };
    expect(describeScore(score)).toBe(
      'Dawn → Dusk: piano roll of 2 stretches of 2 bars each at 100 quarter notes a minute. ' +
        'A (C major, rising, C4 to C5); B (silence).',
    );
  });

  it('never pass 1,024 characters', () => {
    const { segments, ...rest } = melodyToScore(findTune('danny-boy'));
    const many = Array.from({ length: 60 }, () => segments).flat();
    expect(describeScore({ ...rest, segments: many }).length).toBeLessThanOrEqual(1024);
    expect(describeScore({ ...rest, segments: [] })).toContain('Londonderry');
  });
});

describe('names from outside', () => {
  it('lose controls and what turns the reading direction', () => {
    expect(cleanName(' a\u0000b\n\tc\u202Ed\u200B ')).toBe('a b cd');
  });

  it('are at most 80 characters, and clean once cleaned', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        const clean = cleanName(name);
        expect(Array.from(clean).length).toBeLessThanOrEqual(80);
        expect(clean).not.toMatch(/\p{C}/u);
        expect(cleanName(clean)).toBe(clean);
      }),
    );
  });
});
