import type { Geometry } from './roll-geometry.js';
import type { Scene } from './roll-scene.js';
import type { Box, Measure, Shape, Text } from './roll-shapes.js';
import { segmentColours, THEME } from './roll-theme.js';

const SCALE_PIECES = 24;
const GAP = 18;

/** One line that says what colours and marks mean; only of what the picture has. */
export function legendShapes(scene: Scene, geometry: Geometry, measure: Measure): readonly Shape[] {
  const { isNarrow, textSize, legendBaseline, left } = geometry;
  const shapes: Shape[] = [];
  let x = isNarrow ? 12 : left;
  const size = textSize - 1;
  const write = (text: string, colour: string = THEME.text, bold = false): void => {
    shapes.push(legendText(text, x, legendBaseline, size, colour, bold));
    x += measure(text, size, bold);
  };
  if (scene.segments.some(({ alpha }) => alpha !== null)) {
    const length = isNarrow ? 60 : 96;
    write('A ');
    shapes.push(...colourScale(x, legendBaseline - size + 2, length, size - 2));
    x += length;
    write(isNarrow ? ' B' : ' B  colour: how far on the way from A to B');
    x += GAP;
  }
  if (scene.segments.some(({ key }) => key !== null)) {
    shapes.push(legendBox(x, legendBaseline - size + 2, 4, size - 2, THEME.tonicMark));
    x += 10;
    write(isNarrow ? 'keynote' : 'rows of the keynote');
    x += GAP;
  }
  const echoes = new Set(scene.segments.flatMap(({ echoes: all }) => all));
  const sources = (['A', 'B'] as const).filter((source) => echoes.has(source));
  for (const source of sources) {
    write(`=${source}`, segmentColours(source === 'A' ? 0 : 1).note, true);
    x += 5;
  }
  if (sources.length > 0) write(isNarrow ? 'same bar' : 'bar exactly as there');
  return shapes;
}

function colourScale(x: number, y: number, length: number, height: number): Box[] {
  const width = length / SCALE_PIECES;
  return Array.from({ length: SCALE_PIECES }, (_, i) =>
    legendBox(x + i * width, y, width + 0.3, height, segmentColours(i / (SCALE_PIECES - 1)).note),
  );
}

function legendBox(x: number, y: number, width: number, height: number, fill: string): Box {
  return { kind: 'box', role: 'legend', x, y, width, height, fill };
}

function legendText(text: string, x: number, y: number, size: number, colour: string, bold: boolean): Text {
  return {
    kind: 'text',
    role: 'legend',
    text,
    x,
    y,
    size,
    bold,
    align: 'left',
    colour,
    on: THEME.background,
  };
}
