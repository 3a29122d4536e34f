import fc from 'fast-check';
import { cleanName } from '../../../src/core/music/clean-name.js';
import type { Melody, Note } from '../../../src/core/music/melody.js';

/** Lays notes of given lengths one after the other, with rests between, from `from` to at most `end`. */
function layOut(
  parts: readonly { pitch: number; rest: number; length: number }[],
  from: number,
  end: number,
): Note[] {
  const notes: Note[] = [];
  let at = from;
  for (const { pitch, rest, length } of parts) {
    const start = at + rest;
    if (start + length > end) break;
    notes.push({ pitch, start, end: start + length });
    at = start + length;
  }
  return notes;
}

export const part = (lowest = 0, highest = 127) =>
  fc.record({
    pitch: fc.integer({ min: lowest, max: highest }),
    rest: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 20 })),
    length: fc.integer({ min: 1, max: 18 }),
  });

/** Any melody that the type allows: pickup or none, any metre, rests at either end. */
export const anyMelody: fc.Arbitrary<Melody> = fc
  .record({
    title: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }),
    stepsPerBar: fc.constantFrom(4, 6, 8, 12, 14, 16, 18, 20, 24, 32),
    bars: fc.integer({ min: 1, max: 12 }),
    pickup: fc.integer({ min: 0, max: 32 }),
    qpm: fc.integer({ min: 20, max: 400 }),
    parts: fc.array(part(), { minLength: 2, maxLength: 60 }),
  })
  .map(({ title, stepsPerBar, bars, pickup, qpm, parts }) => ({
    title: cleanName(title) || 'x',
    notes: layOut(parts, -(pickup % (stepsPerBar + 1)), bars * stepsPerBar),
    length: bars * stepsPerBar,
    stepsPerBar,
    qpm,
  }))
  .filter(({ notes }) => notes.length >= 2);
