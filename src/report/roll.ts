import type { Score } from '../core/music/score.js';
import { sceneOf } from '../render/roll-scene.js';
import { hueOf } from '../render/roll-theme.js';
import type { Clip } from './exhibit.js';
import { html, type Markup, raw } from './html.js';

/** Cells of a segment that stands alone; of several, each is one cell. */
const CELLS = 4;
/** Space after a note, in steps, so that repeats are seen. */
const GAP = 0.2;
/** Of a row's height. */
const NOTE_HEIGHT = 0.84;
const BLACK_KEYS: ReadonlySet<number> = new Set([1, 3, 6, 8, 10]);
const STEPS_PER_BEAT = 4;

interface Cell {
  readonly label: string;
  readonly hue: number;
  readonly notes: readonly { readonly pitch: number; readonly start: number; readonly end: number }[];
  /** Length in sixteenth steps. */
  readonly steps: number;
  readonly stepsPerBar: number;
  /** Whether a new segment begins here. */
  readonly begins: boolean;
}

interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * A clip's piano roll, drawn from its notes as SVG in the colours of the page. It is made of cells, a segment or a
 * few bars each, which go on in a second line where the screen is narrow; while the sound plays, a line moves over them.
 */
export function pianoRoll({ piece, together }: Clip): Markup {
  const range: Range = sceneOf(together);
  const cells = cellsOf(piece.score);
  const seconds = (steps: number) => ((steps * 15) / piece.score.qpm).toFixed(4);
  const drawn = cells.map(
    (
      cell,
      index,
    ) => html`<span class="cell${cell.begins ? ' begins' : ''}" style="--hue:${Math.round(cell.hue)}"
      data-seconds="${seconds(cell.steps)}"><b>${cell.label}</b><span class="grid">${drawCell(cell, range)}${
        index === 0 ? octaveNames(range) : undefined
      }<i class="head"></i></span></span>`,
  );
  const columns = cells.length;
  return html`<div class="roll${piece.score.segments.length === 1 ? ' bars' : ''}" role="img" aria-label="${piece.altText}" style="--columns:${columns};--halved:${columns < CELLS ? columns : Math.ceil(columns / 2)}">${drawn}</div>`;
}

function cellsOf({ segments, stepsPerBar }: Score): Cell[] {
  return segments.flatMap(({ label, alpha, notes, length }) => {
    const longest = segments.length > 1 ? length : Math.ceil(length / stepsPerBar / CELLS) * stepsPerBar;
    const pieces = Math.ceil(length / longest);
    return Array.from({ length: pieces }, (_, index): Cell => {
      const from = index * longest;
      const steps = Math.min(longest, length - from);
      const shown = notes.filter(({ start, end }) => end > from && start < from + steps);
      return {
        label: segments.length > 1 ? label : `bar ${from / stepsPerBar + 1}`,
        hue: hueOf(alpha),
        notes: shown.map(({ pitch, start, end }) => ({
          pitch,
          start: Math.max(0, start - from),
          end: Math.min(steps, end - from),
        })),
        steps,
        stepsPerBar,
        begins: index === 0,
      };
    });
  });
}

function drawCell({ notes, steps, stepsPerBar, begins }: Cell, { low, high }: Range): Markup {
  const rows = high - low + 1;
  const pitches = Array.from({ length: rows }, (_, place) => high - place);
  const black = pitches
    .map((pitch, y) => (BLACK_KEYS.has(pitch % 12) ? `M0 ${y}h${steps}v1H0z` : ''))
    .join('');
  const lines = (every: number, isShown: (step: number) => boolean) =>
    Array.from({ length: Math.ceil(steps / every) }, (_, k) => k * every)
      .filter(isShown)
      .map((step) => `M${step} 0v${rows}`)
      .join('');
  const blocks = notes
    .map(({ pitch, start, end }) => {
      const width = Math.max(0.4, end - start - GAP);
      const y = high - pitch + (1 - NOTE_HEIGHT) / 2;
      return `M${short(start)} ${short(y)}h${short(width)}v${NOTE_HEIGHT}h${short(-width)}z`;
    })
    .join('');
  return raw(
    `<svg viewBox="0 0 ${steps} ${rows}" preserveAspectRatio="none" aria-hidden="true">` +
      `<path class="black" d="${black}"/>` +
      `<path class="beat" d="${lines(STEPS_PER_BEAT, (step) => step % stepsPerBar !== 0)}"/>` +
      `<path class="bar" d="${lines(stepsPerBar, (step) => step > 0 || !begins)}"/>` +
      `<path class="note" d="${blocks}"/></svg>`,
  );
}

/** Names of the Cs at the left edge, at the height of their rows. */
function octaveNames({ low, high }: Range): Markup[] {
  const rows = high - low + 1;
  return Array.from({ length: rows }, (_, place) => high - place)
    .filter((pitch) => pitch % 12 === 0)
    .map(
      (pitch) =>
        html`<span class="octave" style="top:${(((high - pitch + 0.5) / rows) * 100).toFixed(1)}%">C${pitch / 12 - 1}</span>`,
    );
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
