import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Score } from '../../src/core/music/score.js';
import { contrast } from '../../src/render/colour.js';
import { layoutPianoRoll, type RollLayout, type RollOptions } from '../../src/render/piano-roll-layout.js';
import { breakIntoRows } from '../../src/render/roll-rows.js';
import type { Box, Role, Shape, Text } from '../../src/render/roll-shapes.js';
import { segmentColours, TEXT_CONTRAST } from '../../src/render/roll-theme.js';
import { eighths, morphScore, sampleScore, scoreOf, segment } from './scores.js';

/** Every letter as wide as 0.6 of its height, near to what the font has. */
const measure = (text: string, size: number): number => Array.from(text).length * size * 0.6;
const lay = (score: Score, options: RollOptions = {}): RollLayout => layoutPianoRoll(score, measure, options);

function boxes({ shapes }: RollLayout, role: Role): Box[] {
  return shapes.filter((shape): shape is Box => shape.kind === 'box' && shape.role === role);
}

function texts({ shapes }: RollLayout, role: Role): Text[] {
  return shapes.filter((shape): shape is Text => shape.kind === 'text' && shape.role === role);
}

function words(layout: RollLayout, role: Role): string[] {
  return texts(layout, role).map(({ text }) => text);
}

function extent(shape: Shape): { left: number; top: number; right: number; bottom: number } {
  if (shape.kind === 'box') {
    return { left: shape.x, top: shape.y, right: shape.x + shape.width, bottom: shape.y + shape.height };
  }
  if (shape.kind === 'line') {
    return { left: shape.from[0], top: shape.from[1], right: shape.to[0], bottom: shape.to[1] };
  }
  const width = measure(shape.text, shape.size);
  const left = shape.x - (shape.align === 'left' ? 0 : shape.align === 'right' ? width : width / 2);
  return { left, top: shape.y - shape.size, right: left + width, bottom: shape.y };
}

describe('layout of the piano roll', () => {
  it('draws each note where its time and pitch say', () => {
    const layout = lay(sampleScore(2));
    const [system] = layout.systems;
    expect(layout).toMatchObject({ width: 1200, pxPerStep: 1116 / 32 });
    const notes = boxes(layout, 'note');
    expect(notes.length).toBe(16);
    notes.forEach((note, i) => {
      expect(note.x).toBeCloseTo((system?.left ?? 0) + i * 2 * layout.pxPerStep, 0);
      expect(note.width).toBeCloseTo(2 * layout.pxPerStep, -0.5);
    });
    const [c, d] = notes;
    // 60 to 72 and two rows more at each end make 17 rows.
    expect((c?.y ?? 0) - (d?.y ?? 0)).toBeCloseTo((2 * (system?.height ?? 0)) / 17, 1);
  });

  it('draws the segments one after the other, also where they share a row with others', () => {
    const layout = lay(morphScore(3, 2), { width: 'narrow' });
    const notes = boxes(layout, 'note');
    [0, 16, 32].forEach((first, i) => {
      const from = (layout.systems[0]?.left ?? 0) + i * 32 * layout.pxPerStep;
      expect(notes[first]?.x).toBeCloseTo(from, 0);
    });
  });

  it('uses the range of the notes, at least an octave', () => {
    const rows = (pitches: readonly number[]): number =>
      boxes(lay(scoreOf([segment('1', null, eighths(pitches, 1), 1)])), 'row').length;
    expect(rows([60])).toBe(13);
    expect(rows([48, 84])).toBe(41);
    expect(rows([127])).toBeLessThanOrEqual(13);
  });

  it('paints the way from A to B from cyan to rose, and names every step on its ribbon', () => {
    const layout = lay(morphScore(6, 2));
    expect(words(layout, 'ribbon-label')).toEqual(['A', '20 %', '40 %', '60 %', '80 %', 'B']);
    const colours = boxes(layout, 'note').map(({ fill }) => fill);
    expect(colours.slice(0, 16)).toEqual(Array(16).fill(segmentColours(0).note));
    expect(new Set(colours).size).toBe(6);
    expect(segmentColours(0)).toMatchObject({ note: '#65d5ec' });
    expect(segmentColours(1)).toMatchObject({ note: '#ec6592' });
    expect(boxes(layout, 'ribbon').map(({ width }) => Math.round(width))).toEqual(Array(6).fill(185));
  });

  it('paints samples in one calm colour with their ribbons, and one melody without any', () => {
    const three = lay(scoreOf([1, 2, 3].map((n) => segment(`${n}`, null, eighths([60, 64], 2), 2))));
    expect(words(three, 'ribbon-label')).toEqual(['1', '2', '3']);
    expect(new Set(boxes(three, 'note').map(({ fill }) => fill)).size).toBe(1);
    const one = lay(sampleScore(2));
    expect(boxes(one, 'ribbon')).toEqual([]);
    expect(one.height).toBeLessThan(three.height);
  });

  it('spells by the key and marks the rows of its keynote', () => {
    const flats = [68, 70, 72, 73, 75, 77, 79, 80, 68, 72, 75, 68];
    const layout = lay(scoreOf([segment('1', null, eighths(flats, 2), 2)]));
    expect(words(layout, 'meta')[0]).toBe('2 bars · 120 BPM · A♭ major');
    expect(words(layout, 'note-letter')).toContain('A♭');
    expect(words(layout, 'note-letter').join()).not.toContain('♯');
    expect(words(layout, 'pitch-name')).toContain('A♭4');
    expect(boxes(layout, 'tonic').length).toBe(2);
    expect(words(layout, 'legend').join()).toContain('keynote');
    const sharps = lay(
      scoreOf([segment('1', null, eighths([64, 66, 68, 69, 71, 73, 75, 76, 64, 68, 71, 64], 2), 2)]),
    );
    expect(words(sharps, 'note-letter')).toContain('G♯');
  });

  it('says what a morph is in its line of facts', () => {
    expect(words(lay(morphScore(6, 4, { qpm: 111.6 })), 'meta')[0]).toMatch(
      /^6 steps · 24 bars · 112 BPM · C major → \S+ m\w+$/,
    );
  });

  it('points out bars that are just as in a source, only in between', () => {
    const [a, b] = [eighths([60, 62], 2), eighths([67, 65], 2)];
    const mixed = [...a.filter(({ start }) => start < 16), ...b.filter(({ start }) => start >= 16)];
    const layout = lay(
      scoreOf([segment('A', 0, a, 2), segment('50 %', 0.5, mixed, 2), segment('B', 1, b, 2)]),
    );
    expect(words(layout, 'echo')).toEqual(['=A', '=B']);
    const numbers = texts(layout, 'bar-number');
    expect(numbers.map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5', '6']);
    const marked = texts(layout, 'echo').map(({ x }) => x);
    expect(marked[0]).toBeGreaterThan(numbers[2]?.x ?? 0);
    expect(marked[0]).toBeLessThan(numbers[3]?.x ?? 0);
  });

  it('counts bars from 0 where there is a pickup', () => {
    expect(words(lay(sampleScore(3, { pickup: 16 })), 'bar-number')).toEqual(['0', '1', '2']);
  });

  it('leaves the title out where it would give a game away', () => {
    const layout = lay(sampleScore(2, { title: 'Secret' }), { hideTitle: true });
    expect(texts(layout, 'title')).toEqual([]);
    expect(JSON.stringify(layout.shapes)).not.toContain('Secret');
    expect(words(layout, 'meta').length).toBe(1);
  });

  it.each(['wide', 'narrow'] as const)('cuts a long title before it meets the facts, %s', (width) => {
    const layout = lay(morphScore(3, 2, { title: 'Very long '.repeat(60) }), { width });
    const [title, meta] = [texts(layout, 'title')[0], texts(layout, 'meta')[0]];
    expect(title?.text).toMatch(/…$/);
    if (!title || !meta) throw new Error('There is no title.');
    const overlaps = extent(title).right > extent(meta).left && extent(title).bottom > extent(meta).top;
    expect(overlaps).toBe(false);
  });

  it('keeps a contrast of 4.5:1 between all text and what lies under it', () => {
    for (const options of [{}, { width: 'narrow' }] as const) {
      for (const { text, colour, on } of lay(morphScore(11, 2), options).shapes.filter(
        (s) => s.kind === 'text',
      )) {
        expect(contrast(colour, on), text).toBeGreaterThanOrEqual(TEXT_CONTRAST);
      }
    }
    for (let alpha = 0; alpha <= 1; alpha += 0.01) {
      expect(contrast('#ffffff', segmentColours(alpha).ribbon)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
      expect(contrast('#12141c', segmentColours(alpha).note)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
    }
  });

  it('runs long music on in rows, one step of the morph a row', () => {
    const layout = lay(morphScore(8, 16));
    expect(layout.systems.length).toBe(8);
    expect(words(layout, 'ribbon-label')).toEqual(['A', '14 %', '29 %', '43 %', '57 %', '71 %', '86 %', 'B']);
    expect(words(layout, 'bar-number').at(-1)).toBe('128');
    // A sixteenth is at least 3 px of the picture at its scale of 2, and no row is under 4 px high.
    expect(layout.pxPerStep).toBeGreaterThan(4);
    expect((layout.systems[0]?.height ?? 0) / 17).toBeGreaterThan(4);
    const narrow = lay(morphScore(8, 16), { width: 'narrow' });
    expect(narrow.systems.length).toBe(16);
    expect(words(narrow, 'ribbon-label').slice(0, 3)).toEqual(['A', '… A', '14 %']);
  });

  it('draws nothing outside the picture and every note, whatever the music', () => {
    const note = fc.record({
      pitch: fc.nat(127),
      start: fc.nat(70),
      length: fc.integer({ min: 1, max: 30 }),
    });
    const part = fc.record({
      notes: fc.array(note, { maxLength: 12 }),
      bars: fc.integer({ min: 1, max: 20 }),
    });
    const music = fc.array(part, { minLength: 1, maxLength: 9 });
    const form = fc.constantFrom('wide' as const, 'narrow' as const);
    fc.assert(
      fc.property(music, form, fc.boolean(), fc.string(), (parts, width, hideTitle, title) => {
        const segments = parts.map(({ notes, bars }, i) =>
          segment(
            `${i}`,
            i / 8,
            notes.map((n) => ({ ...n, end: n.start + n.length })),
            bars,
          ),
        );
        const layout = lay(scoreOf(segments, { title }), { width, hideTitle });
        const inside = segments.flatMap(({ notes, length }) => notes.filter(({ start }) => start < length));
        expect(boxes(layout, 'note').length).toBeGreaterThanOrEqual(inside.length);
        expect(layout.height % 2).toBe(0);
        const outside = layout.shapes.filter((shape) => {
          const { left, top, right, bottom } = extent(shape);
          return Math.min(left, top) < -1 || right > layout.width + 1 || bottom > layout.height + 1;
        });
        expect(outside).toEqual([]);
        const astray = boxes(layout, 'note').filter(({ x, y, width: length, height }) =>
          layout.systems.every(
            ({ left, top, width: room, height: depth }) =>
              x < left || x + length > left + room + 2 || y < top || y + height > top + depth,
          ),
        );
        expect(astray).toEqual([]);
      }),
      { numRuns: 25, seed: 3 },
    );
  });
});

describe('rows', () => {
  const parts = (lengths: readonly number[]) => lengths.map((bars) => segment('', null, [], bars));

  it.each([
    ['all in one where they fit', [2, 2, 2], 96, [96]],
    ['evenly', [2, 2, 2, 2, 2], 128, [96, 64]],
    ['a segment a row', [16, 16], 384, [256, 256]],
    ['a long segment cut between bars', [20], 128, [112, 112, 96]],
    ['a long one and a short one', [20, 1], 384, [336]],
  ])('are filled %s', (_, bars, longest, steps) => {
    expect(breakIntoRows(parts(bars), 16, longest).map((row) => row.steps)).toEqual(steps);
  });

  it('hold every step once and in order, and no row is too long', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lengths, fc.constantFrom(64, 128, 384), (bars, longest) => {
        const rows = breakIntoRows(parts(bars), 16, longest);
        const shown = rows.flatMap((row) => row.parts);
        bars.forEach((count, i) => {
          const own = shown.filter((part) => part.segment === i);
          expect(own.reduce((sum, part) => sum + part.steps, 0)).toBe(count * 16);
        });
        let next = 0;
        for (const row of rows) {
          expect(row.firstStep).toBe(next);
          expect(row.steps).toBeLessThanOrEqual(longest);
          next += row.steps;
        }
      }),
      { seed: 2 },
    );
  });
});
