import { describe, expect, it } from 'vitest';
import type { Score } from '../../src/core/music/score.js';
import { openEncoder } from '../../src/render/ffmpeg.js';
import { playheadGraph } from '../../src/render/film-graph.js';
import type { Pcm } from '../../src/render/pcm.js';
import { drawFilmStrip } from '../../src/render/piano-roll.js';
import type { RollLayout } from '../../src/render/piano-roll-layout.js';
import { encodeFilm } from '../../src/render/video.js';
import { frameAt, type PixelAt, probe } from './probe.js';
import { morphScore } from './scores.js';

const encoder = openEncoder();

function tone(seconds: number): Pcm {
  const samples = Int16Array.from({ length: seconds * 96_000 }, (_, i) => 8000 * Math.sin(i / 40));
  return { sampleRate: 48_000, samples, seconds };
}

/** Where a nearly white bar stands that fills a column of the grid, in px; NaN where none does. */
function playheadAt(pixel: PixelAt, width: number, top: number, height: number): number {
  const found = Array.from({ length: width }, (_, x) => x).filter((x) =>
    [0.1, 0.35, 0.6, 0.9].every((share) => pixel(x, top + share * height).every((value) => value > 200)),
  );
  return found.length === 0 ? Number.NaN : (Math.min(...found) + Math.max(...found) + 1) / 2;
}

async function expectPlayhead(
  score: Score,
  pages: readonly RollLayout[],
  film: Uint8Array,
  seconds: number,
  wanted: { page: number; step: number },
): Promise<void> {
  const page = pages[wanted.page];
  const system = page?.systems[0];
  if (!page || !system) throw new Error('There is no such page.');
  const x = playheadAt(await frameAt(film, seconds), page.width, system.top, system.height);
  // A frame lasts a 24th of a second, and edges are soft.
  const slack = (page.pxPerStep * (score.qpm / 15)) / 24 + 2;
  expect(Math.abs(x - (system.left + wanted.step * page.pxPerStep))).toBeLessThan(slack);
}

describe('film', () => {
  it('moves the playhead over one row in time with the music', async () => {
    const score = morphScore(2, 2);
    const film = await encodeFilm(encoder, score, tone(9));
    const { seconds, streams } = await probe(film);
    expect(seconds).toBeCloseTo(9, 1);
    expect(streams.join()).toMatch(/Video: h264.*yuv420p, 1200x\d+.*24 fps/);
    expect(streams.join()).toMatch(/Audio: aac.*48000 Hz, stereo/);
    const { pages } = await drawFilmStrip(score);
    for (const time of [0, 2, 5, 7.5]) {
      await expectPlayhead(score, pages, film, time, { page: 0, step: time * 8 });
    }
    await expectPlayhead(score, pages, film, 8.7, { page: 0, step: 64 });
  });

  it('turns pages where the music has several rows', async () => {
    const score = morphScore(3, 8, { qpm: 400 });
    const options = { width: 'narrow' } as const;
    const film = await encodeFilm(encoder, score, tone(15), options);
    const { pages } = await drawFilmStrip(score, options);
    const pageSeconds = 128 * (15 / 400);
    await expectPlayhead(score, pages, film, 1.5, { page: 0, step: 40 });
    await expectPlayhead(score, pages, film, pageSeconds + 3, { page: 1, step: 80 });
    await expectPlayhead(score, pages, film, 2 * pageSeconds + 0.75, { page: 2, step: 20 });
    const ribbons = pages.map(({ shapes }) =>
      shapes.flatMap((shape) => (shape.kind === 'text' && shape.role === 'ribbon-label' ? [shape.text] : [])),
    );
    expect(ribbons).toEqual([['A'], ['50 %'], ['B']]);
    const ribbonY = (pages[0]?.systems[0]?.ribbonTop ?? 0) + 4;
    const [first, second] = [await frameAt(film, 1.5), await frameAt(film, pageSeconds + 3)];
    expect(Math.abs(first(300, ribbonY)[0] - second(300, ribbonY)[0])).toBeGreaterThan(40);
  });

  it('puts no user text and no spaces into the graph, and lasts as long as the score', async () => {
    const { pages } = await drawFilmStrip(morphScore(8, 16, { title: "x'; -i /etc/passwd" }));
    const { graph, seconds } = playheadGraph(pages, 120);
    expect(graph).not.toMatch(/\s|passwd/);
    expect(seconds).toBeCloseTo(256, 6);
  });
});
