import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Score } from '../core/music/score.js';
import { layoutPages, layoutPianoRoll, type RollLayout, type RollOptions } from './piano-roll-layout.js';
import { readable } from './readable.js';
import { fontOf, openRollFont, type RollFont } from './roll-font.js';
import type { Box, Line, Shape, Text } from './roll-shapes.js';

/** Px of the picture for each px of the layout, so that it is sharp on dense screens. */
const SCALE = 2;

/** A finished picture. */
export interface Drawing {
  readonly png: Uint8Array;
  /** Px of the picture. */
  readonly width: number;
  readonly height: number;
  /** What was drawn, in px before the scale of 2. */
  readonly layout: RollLayout;
}

/** Pages of a film below one another in one picture, all of one size. */
export interface FilmStrip {
  readonly png: Uint8Array;
  readonly pages: readonly RollLayout[];
}

/**
 * Draws a score as a piano roll. Characters that the font lacks are replaced. Blocks the thread for 20 to 80 ms.
 */
export async function drawPianoRoll(score: Score, options: RollOptions = {}): Promise<Drawing> {
  const font = openRollFont();
  const layout = layoutPianoRoll(drawable(score, font), font.measure, options);
  const canvas = createCanvas(layout.width * SCALE, layout.height * SCALE);
  paint(canvas, layout, SCALE, 0);
  return { png: await canvas.encode('png'), width: canvas.width, height: canvas.height, layout };
}

/** Draws each row of the music as a page of a film, at the size of the layout. */
export async function drawFilmStrip(score: Score, options: RollOptions = {}): Promise<FilmStrip> {
  const font = openRollFont();
  const pages = layoutPages(drawable(score, font), font.measure, options);
  const [first] = pages;
  const pageHeight = first?.height ?? 2;
  const canvas = createCanvas(first?.width ?? 2, pageHeight * Math.max(1, pages.length));
  pages.forEach((page, i) => {
    paint(canvas, page, 1, i * pageHeight);
  });
  return { png: await canvas.encode('png'), pages };
}

function drawable(score: Score, font: RollFont): Score {
  return {
    ...score,
    title: readable(score.title, font.has),
    segments: score.segments.map((segment) => ({ ...segment, label: readable(segment.label, font.has) })),
  };
}

function paint(canvas: Canvas, layout: RollLayout, scale: number, offset: number): void {
  const context = canvas.getContext('2d');
  context.setTransform(scale, 0, 0, scale, 0, offset);
  for (const shape of layout.shapes) paintShape(context, shape);
}

function paintShape(context: SKRSContext2D, shape: Shape): void {
  if (shape.kind === 'box') paintBox(context, shape);
  else if (shape.kind === 'line') paintLine(context, shape);
  else paintText(context, shape);
}

function paintBox(context: SKRSContext2D, { x, y, width, height, fill, opacity = 1, radius = 0 }: Box): void {
  context.globalAlpha = opacity;
  context.fillStyle = fill;
  if (radius > 0) {
    context.beginPath();
    context.roundRect(x, y, width, height, radius);
    context.fill();
  } else {
    context.fillRect(x, y, width, height);
  }
  context.globalAlpha = 1;
}

function paintLine(context: SKRSContext2D, { from, to, colour, width }: Line): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
}

function paintText(context: SKRSContext2D, { text, x, y, size, bold, align, colour }: Text): void {
  context.font = fontOf(size, bold);
  context.fillStyle = colour;
  context.textAlign = align;
  context.fillText(text, x, y);
}
