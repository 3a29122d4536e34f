import type { Score } from '../core/music/score.js';
import { type Geometry, geometryOf, type RollWidth, rowsOf, type System } from './roll-geometry.js';
import { gridShapes } from './roll-grid.js';
import { headerShapes, metaOf } from './roll-header.js';
import { keyboardShapes } from './roll-keyboard.js';
import { barNumberShapes, ribbonShapes } from './roll-labels.js';
import { legendShapes } from './roll-legend.js';
import { noteShapes } from './roll-notes.js';
import type { Row } from './roll-rows.js';
import { type Scene, sceneOf } from './roll-scene.js';
import type { Measure, Shape } from './roll-shapes.js';
import { THEME } from './roll-theme.js';

/** How a piano roll is drawn. */
export interface RollOptions {
  /** `wide` (1200 px) unless told; `narrow` (480 px) for phones. */
  readonly width?: RollWidth;
  /** Leaves the title out, for games that it would give away. */
  readonly hideTitle?: boolean;
  /** Key in words for the line of facts; found from the notes unless told. */
  readonly key?: string | null;
}

/** A drawing as plain values: its size, where the music lies, and every shape from back to front. */
export interface RollLayout {
  /** Px before the scale. */
  readonly width: number;
  readonly height: number;
  /** Rows of music; the playhead moves in these. */
  readonly systems: readonly System[];
  readonly pxPerStep: number;
  readonly shapes: readonly Shape[];
}

/**
 * Lays a piano roll out. Music that is too long for one row of 24 bars (8 in the narrow form) runs on in further
 * rows.
 * @param measure width of a text in px in the font that will be used
 */
export function layoutPianoRoll(score: Score, measure: Measure, options: RollOptions = {}): RollLayout {
  const scene = sceneOf(score);
  return layoutRows(score, scene, rowsOf(scene, options.width ?? 'wide'), measure, options);
}

/** Lays each row of music out as a picture of its own, all of one size: the pages of a film. */
export function layoutPages(
  score: Score,
  measure: Measure,
  options: RollOptions = {},
): readonly RollLayout[] {
  const scene = sceneOf(score);
  const rows = rowsOf(scene, options.width ?? 'wide');
  return rows.map((row) => layoutRows(score, scene, [row], measure, options));
}

function layoutRows(
  score: Score,
  scene: Scene,
  rows: readonly Row[],
  measure: Measure,
  { width = 'wide', hideTitle = false, key }: RollOptions,
): RollLayout {
  const hideRibbons = scene.segments.length <= 1;
  const geometry = geometryOf(scene, rows, width, { hideTitle, hideRibbons });
  const header = { title: hideTitle ? null : score.title, meta: metaOf(score, scene, key) };
  return {
    width: geometry.width,
    height: geometry.height,
    systems: geometry.systems,
    pxPerStep: geometry.pxPerStep,
    shapes: [
      background(geometry),
      ...headerShapes(header, geometry, measure),
      ...geometry.systems.flatMap((system) => [
        ...gridShapes(scene, geometry, system),
        ...keyboardShapes(scene, geometry, system),
        ...ribbonShapes(scene, geometry, system, measure),
        ...noteShapes(scene, geometry, system, measure),
        ...barNumberShapes(scene, geometry, system, measure),
      ]),
      ...legendShapes(scene, geometry, measure),
    ],
  };
}

function background({ width, height }: Geometry): Shape {
  return { kind: 'box', role: 'background', x: 0, y: 0, width, height, fill: THEME.background };
}
