import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { channels } from '../../src/render/colour.js';
import { fontCoverage } from '../../src/render/font-coverage.js';
import { type Drawing, drawPianoRoll } from '../../src/render/piano-roll.js';
import { readable } from '../../src/render/readable.js';
import { openRollFont } from '../../src/render/roll-font.js';
import type { Box } from '../../src/render/roll-shapes.js';
import { type PixelAt, pixels } from './probe.js';
import { morphScore, sampleScore } from './scores.js';

const SCALE = 2;

function boxesOf({ layout }: Drawing, role: string): Box[] {
  return layout.shapes.filter((shape): shape is Box => shape.kind === 'box' && shape.role === role);
}

/** Colour near the left edge of a box, where no letter stands. */
function colourIn(pixel: PixelAt, { x, y, width, height }: Box): readonly [number, number, number] {
  return pixel((x + Math.min(2, width / 2)) * SCALE, (y + height / 2) * SCALE);
}

function far(one: readonly number[], other: readonly number[]): number {
  return Math.max(...one.map((value, i) => Math.abs(value - (other[i] ?? 0))));
}

describe('picture of the piano roll', () => {
  it.each(['wide', 'narrow'] as const)('shows every note and ribbon in its colour, %s', async (width) => {
    const drawing = await drawPianoRoll(morphScore(6, 2), { width });
    expect(Buffer.from(drawing.png).toString('latin1', 1, 4)).toBe('PNG');
    expect([drawing.width, drawing.height]).toEqual([
      drawing.layout.width * SCALE,
      drawing.layout.height * SCALE,
    ]);
    const pixel = await pixels(drawing.png);
    const painted = [...boxesOf(drawing, 'note'), ...boxesOf(drawing, 'ribbon')];
    expect(painted.length).toBe(6 * 16 + 6);
    for (const box of painted) expect(far(colourIn(pixel, box), channels(box.fill))).toBeLessThan(4);
    expect(far(pixel(1, 1), channels('#12141c'))).toBe(0);
    const [system] = drawing.layout.systems;
    const line = pixel((system?.left ?? 0) * SCALE, ((system?.top ?? 0) + 1) * SCALE);
    expect(far(line, channels('#8b95ad'))).toBeLessThan(12);
  });

  it('draws letters with its own font, not with one of the system', async () => {
    const drawing = await drawPianoRoll(sampleScore(2, { title: 'Ночь in A♭' }));
    expect(GlobalFonts.has('SegueSans')).toBe(true);
    // DejaVu Sans has an m of 0.974 and an i of 0.278 of its size; its bold ones are wider.
    expect(openRollFont().measure('mmmmiiii', 100, false)).toBeCloseTo(500.8, 0);
    expect(openRollFont().measure('mmmmiiii', 100, true)).toBeCloseTo(553.9, 0);
    const pixel = await pixels(drawing.png);
    const title = drawing.layout.shapes.find((shape) => shape.kind === 'text' && shape.role === 'title');
    if (title?.kind !== 'text') throw new Error('There is no title.');
    const lit = Array.from(
      { length: 200 },
      (_, x) => pixel(title.x * SCALE + x, (title.y - 5) * SCALE)[0] > 180,
    );
    expect(lit.filter(Boolean).length).toBeGreaterThan(20);
  });

  it('is the same every time', async () => {
    const [first, second] = await Promise.all([
      drawPianoRoll(morphScore(3, 2)),
      drawPianoRoll(morphScore(3, 2)),
    ]);
    expect(Buffer.from(first.png).equals(second.png)).toBe(true);
  });

  it('is small enough to send and large enough to read when the music is long', async () => {
    const { png, layout } = await drawPianoRoll(morphScore(8, 16));
    expect(png.length).toBeLessThan(1_000_000);
    expect(
      Math.min(...layout.shapes.flatMap((s) => (s.kind === 'text' ? [s.size] : []))),
    ).toBeGreaterThanOrEqual(8);
  });
});

describe('characters that the font lacks', () => {
  const path = createRequire(import.meta.url).resolve(
    '@fontsource/dejavu-sans/files/dejavu-sans-latin-400-normal.woff2',
  );
  const has = fontCoverage(readFileSync(path));

  it('are known from the font file', () => {
    for (const letter of 'Aß♭♯♮→·…♪яΩשن“”') expect(has(letter.codePointAt(0) ?? 0), letter).toBe(true);
    for (const letter of '夜が🎹\u0378\u0379') expect(has(letter.codePointAt(0) ?? 0), letter).toBe(false);
  });

  it.each([
    ['夜想曲', '♪'],
    ['Morph: “夜想曲” → “Dawn”', 'Morph: “…” → “Dawn”'],
    ['Ночь 🎹👍🏽', 'Ночь'],
    ['Ｆｕｌｌ width', 'Full width'],
    ['a\u0000b\u202Ec\u200B\n d', 'abc d'],
    ['', '♪'],
    ['Frère', 'Frère'],
  ])('are replaced: %j becomes %j', (title, shown) => {
    expect(readable(title, has)).toBe(shown);
  });
});
