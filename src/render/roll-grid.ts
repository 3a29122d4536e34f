import { STEPS_PER_QUARTER } from '../core/music/melody.js';
import { type Geometry, pitchTop, type System } from './roll-geometry.js';
import type { Scene } from './roll-scene.js';
import type { Box, Line, Shape } from './roll-shapes.js';
import { THEME, TINT_OPACITY } from './roll-theme.js';

const BLACK_KEYS: ReadonlySet<number> = new Set([1, 3, 6, 8, 10]);

/** Tells whether a pitch has a black key. */
export function isBlackKey(pitch: number): boolean {
  return BLACK_KEYS.has(pitch % 12);
}

/** The ground of a row of music: a stripe a pitch, the tonic's stripes lit, each segment's tint, the lines. */
export function gridShapes(scene: Scene, geometry: Geometry, system: System): readonly Shape[] {
  return [
    ...pitchRows(scene, geometry, system),
    ...tints(scene, geometry, system),
    ...timeLines(scene, geometry, system),
    ...octaveLines(scene, geometry, system),
  ];
}

function pitchRows(scene: Scene, geometry: Geometry, system: System): Box[] {
  const rows: Box[] = [];
  for (let pitch = scene.low; pitch <= scene.high; pitch++) {
    rows.push({
      kind: 'box',
      role: 'row',
      x: system.left,
      y: pitchTop(system, geometry, scene, pitch),
      width: system.width,
      height: geometry.pitchHeight,
      fill: isBlackKey(pitch) ? THEME.blackRow : THEME.whiteRow,
    });
  }
  return rows;
}

function tints(scene: Scene, geometry: Geometry, system: System): Box[] {
  return system.row.parts.flatMap(({ segment, at, steps }) => {
    const painted = scene.segments[segment];
    if (!painted) return [];
    const span = { x: system.left + at * geometry.pxPerStep, width: steps * geometry.pxPerStep };
    const tint: Box = {
      kind: 'box',
      role: 'tint',
      ...span,
      y: system.top,
      height: system.height,
      fill: painted.colours.tint,
      opacity: TINT_OPACITY,
    };
    const tonics = pitchesOf(scene).filter((pitch) => pitch % 12 === painted.key?.tonic);
    return [tint, ...tonics.map((pitch) => tonicStripe(scene, geometry, system, pitch, span))];
  });
}

function tonicStripe(
  scene: Scene,
  geometry: Geometry,
  system: System,
  pitch: number,
  span: { readonly x: number; readonly width: number },
): Box {
  return {
    kind: 'box',
    role: 'tonic',
    ...span,
    y: pitchTop(system, geometry, scene, pitch),
    height: geometry.pitchHeight,
    fill: THEME.tonicRow,
    opacity: THEME.tonicRowOpacity,
  };
}

/** Strong at each segment, thin at each bar, faint at each quarter. */
function timeLines(scene: Scene, geometry: Geometry, system: System): Line[] {
  const lines: Line[] = [];
  const at = (step: number, colour: string, width: number): void => {
    const x = system.left + step * geometry.pxPerStep;
    lines.push({
      kind: 'line',
      role: 'grid-line',
      from: [x, system.top],
      to: [x, system.top + system.height],
      colour,
      width,
    });
  };
  for (const { at: first, steps, from } of system.row.parts) {
    for (let step = 0; step < steps; step += 1) {
      if ((from + step) % scene.stepsPerBar === 0) at(first + step, THEME.barLine, 1);
      else if ((from + step) % STEPS_PER_QUARTER === 0) at(first + step, THEME.beatLine, 0.6);
    }
  }
  for (const { at: first } of system.row.parts) at(first, THEME.segmentLine, 1.5);
  at(system.row.steps, THEME.segmentLine, 1.5);
  return lines;
}

function octaveLines(scene: Scene, geometry: Geometry, system: System): Line[] {
  return pitchesOf(scene)
    .filter((pitch) => pitch % 12 === 0)
    .map((pitch) => {
      const y = pitchTop(system, geometry, scene, pitch) + geometry.pitchHeight;
      return {
        kind: 'line',
        role: 'grid-line',
        from: [system.left, y],
        to: [system.left + system.width, y],
        colour: THEME.octaveLine,
        width: 1,
      };
    });
}

function pitchesOf({ low, high }: Scene): number[] {
  return Array.from({ length: high - low + 1 }, (_, i) => low + i);
}
