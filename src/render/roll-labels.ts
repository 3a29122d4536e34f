import type { Geometry, System } from './roll-geometry.js';
import type { RowPart } from './roll-rows.js';
import type { Scene } from './roll-scene.js';
import { fitText, type Measure, type Shape, type Text } from './roll-shapes.js';
import { segmentColours, THEME } from './roll-theme.js';

const LEAST_BAR_WIDTH = 15;

/** A ribbon over each segment with its label; a segment that runs on from the row before is marked by `…`. */
export function ribbonShapes(
  scene: Scene,
  geometry: Geometry,
  system: System,
  measure: Measure,
): readonly Shape[] {
  const { ribbonHeight, pxPerStep, textSize } = geometry;
  if (ribbonHeight === 0) return [];
  return system.row.parts.flatMap((part): Shape[] => {
    const segment = scene.segments[part.segment];
    if (!segment) return [];
    const x = system.left + part.at * pxPerStep + 0.5;
    const width = part.steps * pxPerStep - 1;
    const label = part.from > 0 ? `… ${segment.label}` : segment.label;
    return [
      {
        kind: 'box',
        role: 'ribbon',
        x,
        y: system.ribbonTop,
        width,
        height: ribbonHeight,
        fill: segment.colours.ribbon,
        radius: 4,
      },
      {
        kind: 'text',
        role: 'ribbon-label',
        text: fitText(label, width - 6, textSize, true, measure),
        x: x + width / 2,
        y: system.ribbonTop + ribbonHeight / 2 + textSize * 0.36,
        size: textSize,
        bold: true,
        align: 'center',
        colour: '#ffffff',
        on: segment.colours.ribbon,
      },
    ];
  });
}

/** Bar numbers below the grid; a bar that repeats A or B note for note has `=A` or `=B` beside its number. */
export function barNumberShapes(
  scene: Scene,
  geometry: Geometry,
  system: System,
  measure: Measure,
): readonly Shape[] {
  const barWidth = scene.stepsPerBar * geometry.pxPerStep;
  const every = [1, 2, 4, 8, 16].find((bars) => bars * barWidth >= LEAST_BAR_WIDTH) ?? 16;
  return system.row.parts.flatMap((part) =>
    barsOf(part, scene.stepsPerBar).flatMap(({ bar, at }): Shape[] => {
      const number =
        Math.floor(system.row.firstStep / scene.stepsPerBar) +
        Math.floor(at / scene.stepsPerBar) +
        (scene.pickup > 0 ? 0 : 1);
      const text = barText(geometry, system, at, `${number}`);
      const echo = scene.segments[part.segment]?.echoes[bar] ?? null;
      const numbered = (number - 1) % every === 0 ? [text] : [];
      if (echo === null) return numbered;
      const mark = echoText(text, echo, measure);
      const fits = measure(text.text + mark.text, text.size, true) + 8 < barWidth;
      return fits ? [...numbered, mark] : numbered;
    }),
  );
}

function barsOf({ from, steps, at }: RowPart, stepsPerBar: number): { bar: number; at: number }[] {
  return Array.from({ length: Math.ceil(steps / stepsPerBar) }, (_, i) => ({
    bar: Math.floor(from / stepsPerBar) + i,
    at: at + i * stepsPerBar,
  }));
}

function barText({ pxPerStep, textSize }: Geometry, system: System, at: number, text: string): Text {
  return {
    kind: 'text',
    role: 'bar-number',
    text,
    x: system.left + at * pxPerStep + 3,
    y: system.top + system.height + textSize + 3,
    size: textSize - 1,
    bold: false,
    align: 'left',
    colour: THEME.text,
    on: THEME.background,
  };
}

function echoText(number: Text, echo: 'A' | 'B', measure: Measure): Text {
  return {
    ...number,
    role: 'echo',
    text: `=${echo}`,
    x: number.x + measure(number.text, number.size, false) + 4,
    bold: true,
    colour: segmentColours(echo === 'A' ? 0 : 1).note,
  };
}
