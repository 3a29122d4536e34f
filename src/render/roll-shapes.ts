import type { Colour } from './colour.js';

/** What a shape stands for, so that tests and other drawings can find it. */
export type Role =
  | 'background'
  | 'row'
  | 'tonic'
  | 'tint'
  | 'key'
  | 'pitch-name'
  | 'grid-line'
  | 'ribbon'
  | 'ribbon-label'
  | 'bar-number'
  | 'echo'
  | 'note'
  | 'note-letter'
  | 'title'
  | 'meta'
  | 'legend';

/** A filled rectangle; all lengths are px of the drawing before its scale. */
export interface Box {
  readonly kind: 'box';
  readonly role: Role;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: Colour;
  /** 0 to 1; 1 unless told. */
  readonly opacity?: number;
  /** Corner radius; 0 unless told. */
  readonly radius?: number;
}

/** A straight line. */
export interface Line {
  readonly kind: 'line';
  readonly role: Role;
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly colour: Colour;
  readonly width: number;
}

/** A line of text; `y` is its baseline. */
export interface Text {
  readonly kind: 'text';
  readonly role: Role;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Font size in px. */
  readonly size: number;
  readonly bold: boolean;
  readonly align: 'left' | 'center' | 'right';
  readonly colour: Colour;
  /** What lies under it, for the contrast. */
  readonly on: Colour;
}

export type Shape = Box | Line | Text;

/** Width of a text in px. */
export type Measure = (text: string, size: number, bold: boolean) => number;

/** Cuts a text with … where it is wider than `room` px. */
export function fitText(text: string, room: number, size: number, bold: boolean, measure: Measure): string {
  if (measure(text, size, bold) <= room) return text;
  const letters = Array.from(text);
  while (letters.length > 0 && measure(`${letters.join('').trimEnd()}…`, size, bold) > room) letters.pop();
  return letters.length === 0 ? '' : `${letters.join('').trimEnd()}…`;
}
