import { pitchName } from '../core/music/key.js';
import { type Geometry, pitchTop, type System } from './roll-geometry.js';
import type { RowPart } from './roll-rows.js';
import type { Scene, SceneSegment } from './roll-scene.js';
import type { Measure, Shape } from './roll-shapes.js';
import { THEME } from './roll-theme.js';

/** Space after a note, so that repeats are seen, in px. */
const GAP = 0.8;
const LEAST_WIDTH = 2;
const LETTER_MARGIN = 5;
const LEAST_LETTER_SIZE = 8;
const GREATEST_LETTER_SIZE = 12;
const RADIUS = 2.5;

/** The notes of a row of music, with their letters where they are large enough. */
export function noteShapes(
  scene: Scene,
  geometry: Geometry,
  system: System,
  measure: Measure,
): readonly Shape[] {
  return system.row.parts.flatMap((part) => {
    const segment = scene.segments[part.segment];
    return segment ? partNotes(segment, part, { scene, geometry, system, measure }) : [];
  });
}

interface Place {
  readonly scene: Scene;
  readonly geometry: Geometry;
  readonly system: System;
  readonly measure: Measure;
}

function partNotes(segment: SceneSegment, part: RowPart, place: Place): Shape[] {
  const { scene, geometry, system, measure } = place;
  const shown = segment.notes.filter(({ start, end }) => end > part.from && start < part.from + part.steps);
  return shown.flatMap(({ pitch, start, end }): Shape[] => {
    const first = Math.max(start, part.from) - part.from;
    const last = Math.min(end, part.from + part.steps) - part.from;
    const x = system.left + (part.at + first) * geometry.pxPerStep + GAP / 2;
    const width = Math.max(LEAST_WIDTH, (last - first) * geometry.pxPerStep - GAP);
    const y = pitchTop(system, geometry, scene, pitch) + 0.5;
    const height = geometry.pitchHeight - 1;
    const radius = Math.min(RADIUS, width / 2, height / 2);
    const fill = segment.colours.note;
    const letter = pitchName(pitch, segment.key).replace(/-?\d+$/u, '');
    const size = Math.min(GREATEST_LETTER_SIZE, height * 0.8);
    const block: Shape = { kind: 'box', role: 'note', x, y, width, height, fill, radius };
    if (size < LEAST_LETTER_SIZE || measure(letter, size, true) > width - LETTER_MARGIN) return [block];
    const text: Shape = {
      kind: 'text',
      role: 'note-letter',
      text: letter,
      x: x + width / 2,
      y: y + height / 2 + size * 0.36,
      size,
      bold: true,
      align: 'center',
      colour: THEME.noteLetter,
      on: fill,
    };
    return [block, text];
  });
}
