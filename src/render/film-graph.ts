import { STEPS_PER_QUARTER } from '../core/music/melody.js';
import type { RollLayout } from './piano-roll-layout.js';

/** Frames a second. */
const RATE = 24;
const BAR_WIDTH = 4;

/** ffmpeg's instructions for a film of pages that stand below one another in one picture. */
export interface FilmGraph {
  /** A filter graph without spaces; input 0 is the picture, its output is called `v`. */
  readonly graph: string;
  /** Length of the music on the pages in seconds, without the last note's tail. */
  readonly seconds: number;
}

/**
 * Makes a white playhead run over the grid in time with the music, from page to page; after the last step it
 * stands at the end.
 *
 * The picture is looped by a filter after it was decoded and converted: looping the input would decode it anew
 * for every frame, three to ten times slower.
 * @param pages all of one size, each with one row of music
 * @param qpm quarter notes a minute
 */
export function playheadGraph(pages: readonly RollLayout[], qpm: number): FilmGraph {
  const [page] = pages;
  const [system] = page?.systems ?? [];
  if (!page || !system) throw new Error('A film needs at least one page with music.');
  const secondsPerStep = 60 / qpm / STEPS_PER_QUARTER;
  const starts = pages.map(({ systems }) => (systems[0]?.row.firstStep ?? 0) * secondsPerStep);
  const steps = pages.reduce((sum, { systems }) => sum + (systems[0]?.row.steps ?? 0), 0);
  const seconds = steps * secondsPerStep;
  const speed = page.pxPerStep / secondsPerStep;
  const now = `min(t,${fixed(seconds)})`;
  const turns = starts.slice(1).map((start, i) => ({ start, after: start - (starts[i] ?? 0) }));
  const pageNumber = turns.map(({ start }) => `gte(t,${fixed(start)})`).join('+') || '0';
  const pageStart =
    turns.map(({ start, after }) => `${fixed(after)}*gte(t,${fixed(start)})`).join('+') || '0';
  const x = `${fixed(system.left - BAR_WIDTH / 2)}+${fixed(speed)}*(${now}-(${pageStart}))`;
  const [top, height] = [even(system.top), even(system.height)];
  const graph = [
    `[0:v]format=yuv420p,loop=loop=-1:size=1:start=0,setpts=N/${RATE}/TB,fps=${RATE},`,
    `crop=w=${page.width}:h=${page.height}:x=0:y='${page.height}*(${pageNumber})'[page];`,
    `color=c=white:s=${BAR_WIDTH}x${height}:r=${RATE},format=yuv420p[bar];`,
    `[page][bar]overlay=x='${x}':y=${top}:eval=frame:format=yuv420[v]`,
  ].join('');
  return { graph, seconds };
}

/** Chroma is stored for every second pixel, so a bar at odd places would be moved. */
function even(px: number): number {
  return 2 * Math.round(px / 2);
}

function fixed(value: number): string {
  return value.toFixed(6);
}
