import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findKey } from '../../../src/core/music/key.js';
import { barLengths, readTune, stepsPerBarOf } from '../../../src/core/music/tunes/abc.js';
import { findTune, TUNES } from '../../../src/core/music/tunes/tunes.js';

const byName = TUNES.map((tune) => [tune.name, tune] as const);
const written = (abc: string, values: object = {}) =>
  readTune({
    name: '',
    title: '',
    origin: '',
    metre: '4/4',
    key: 'C',
    qpm: 100,
    unit: 4,
    checkedAgainst: '',
    abc,
    ...values,
  });
const lines = (abc: string, values: object = {}) =>
  written(abc, values).notes.map(({ pitch, start, end }) => [pitch, start, end]);

describe('the built-in tunes', () => {
  it('are at least thirty, each under its own name', () => {
    expect(TUNES.length).toBeGreaterThanOrEqual(30);
    expect(new Set(TUNES.map(({ name }) => name)).size).toBe(TUNES.length);
    for (const { name } of TUNES) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it.each(byName)('%s: bars add up, notes lie in a singing range and do not overlap', (_, tune) => {
    const bar = stepsPerBarOf(tune);
    const bars = barLengths(tune);
    const [first = 0, last = 0] = [bars[0], bars.at(-1)];
    for (const length of bars.slice(1, -1)) expect(length).toBe(bar);
    // What the pickup takes, the last bar gives back, or less.
    expect(first === bar ? last : Math.min(bar, last + first)).toBeLessThanOrEqual(bar);
    const { notes, length } = readTune(tune);
    expect(length).toBeGreaterThanOrEqual(4 * bar);
    let end = -bar;
    for (const note of notes) {
      expect(note.start >= end && note.end > note.start && note.end <= length).toBe(true);
      expect(Number.isInteger(note.start) && Number.isInteger(note.end)).toBe(true);
      expect(note.pitch >= 48 && note.pitch <= 91).toBe(true);
      end = note.end;
    }
  });

  it('end on a note of their key, nearly all on its tonic', () => {
    const onTonic = TUNES.filter(
      (tune) => (readTune(tune).notes.at(-1)?.pitch ?? 0) % 12 === findKey(readTune(tune).notes)?.tonic,
    );
    expect(onTonic.length / TUNES.length).toBeGreaterThan(0.75);
  });

  it.each(byName)('%s is in the list of what it was compared with', (name, tune) => {
    const list = readFileSync(new URL('../../../docs/tunes.md', import.meta.url), 'utf8');
    expect(list).toContain(`| \`${name}\` | ${tune.title} | ${tune.origin} | ${tune.checkedAgainst} |`);
  });

  it.each(['ode-to-joy', 'Ode To Joy', 'ODE_TO_JOY', 'odetojoy'])('are found by %s', (name) => {
    expect(findTune(name).title).toBe('Ode to Joy');
  });
  it('are found by title with accents', () => expect(findTune('Für Elise').stepsPerBar).toBe(6));

  it('suggests the nearest names', () => {
    expect(() => findTune('twinkel')).toThrow(
      /^There is no built-in tune of that name; the nearest are twinkle, /,
    );
    expect(() => findTune('x'.repeat(5000))).toThrow('no built-in tune');
  });
});

describe('the notation', () => {
  it('reads letters, octaves, lengths and rests', () => {
    expect(lines("C,c'G2|z2c/d/3/2|".replace('d/3/2', 'd3/2'))).toEqual([
      [48, 0, 4],
      [84, 4, 8],
      [67, 8, 16],
      [72, 24, 26],
      [74, 26, 32],
    ]);
  });

  it('reads keys, and accidentals up to the bar line', () => {
    expect(lines('B^FF=B|BFFF|', { key: 'Bb' }).map(([pitch]) => pitch)).toEqual([
      70, 66, 66, 71, 70, 65, 65, 65,
    ]);
    expect(lines('FCGD|', { key: 'F#m' }).map(([pitch]) => pitch)).toEqual([66, 61, 68, 62]);
    expect(lines('BFCE|', { key: 'Ddor' }).map(([pitch]) => pitch)).toEqual([71, 65, 60, 64]);
  });

  it('reads broken rhythm, ties and pickups', () => {
    expect(lines('G|C>DE<F|G4-|G4|')).toEqual([
      [67, -4, 0],
      [60, 0, 6],
      [62, 6, 8],
      [64, 8, 10],
      [65, 10, 16],
      [67, 16, 48],
    ]);
  });
});
