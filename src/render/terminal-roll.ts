import { findKey, pitchName } from '../core/music/key.js';
import type { Score } from '../core/music/score.js';
import { channels } from './colour.js';
import { breakIntoRows, type Row } from './roll-rows.js';
import type { SceneSegment } from './roll-scene.js';
import { type Scene, sceneOf } from './roll-scene.js';

export interface TerminalRollOptions {
  /** Characters in a line, 40 to 200. */
  readonly columns: number;
  /** Paints notes in their segment's colour, in 256 colours. */
  readonly colour?: boolean;
}

const FEWEST_COLUMNS = 40;
const MOST_COLUMNS = 200;
/** Room for a pitch name and a line. */
const GUTTER = 5;
/** Steps that one character may stand for; larger only where the music would need more than a few rows. */
const STEPS_PER_CELL = [1, 2, 4] as const;
const FEW_ROWS = 2;
const RESET = '\u001b[0m';

/**
 * A small piano roll of text: two pitches a line by half blocks, bar lines, labels above, names at the left.
 * @returns lines without line breaks, none wider than `columns`
 */
export function terminalRoll(
  score: Score,
  { columns, colour = false }: TerminalRollOptions,
): readonly string[] {
  const room = Math.max(FEWEST_COLUMNS, Math.min(MOST_COLUMNS, columns)) - GUTTER;
  const scene = sceneOf(score);
  const { rows, stepsPerCell } = arrange(scene, room);
  return rows.flatMap((row, i) => [
    ...(i > 0 ? [''] : []),
    ...labelLines(scene, row, stepsPerCell, colour),
    ...pitchLines(scene, row, stepsPerCell, colour),
  ]);
}

/** The finest time that needs few rows, else the coarsest. */
function arrange(scene: Scene, room: number): { rows: readonly Row[]; stepsPerCell: number } {
  for (const stepsPerCell of STEPS_PER_CELL) {
    const rows = breakIntoRows(scene.segments, scene.stepsPerBar, room * stepsPerCell);
    if (rows.length <= FEW_ROWS || stepsPerCell === 4) return { rows, stepsPerCell };
  }
  return { rows: [], stepsPerCell: 1 };
}

/** What one cell shows: a segment's note in the upper or lower half, or neither. */
interface Cell {
  readonly upper: SceneSegment | null;
  readonly lower: SceneSegment | null;
  readonly isBarLine: boolean;
}

function labelLines(scene: Scene, row: Row, stepsPerCell: number, colour: boolean): string[] {
  if (scene.segments.length <= 1 && scene.segments[0]?.alpha === null) return [];
  const labels = row.parts.map(({ segment, steps }) => {
    const painted = scene.segments[segment];
    const width = Math.round(steps / stepsPerCell);
    const text = Array.from(painted?.label ?? '')
      .slice(0, Math.max(0, width - 1))
      .join('');
    const padded = text.padEnd(width);
    return colour && painted ? `${paint(painted)}${padded}${RESET}` : padded;
  });
  return [' '.repeat(GUTTER) + labels.join('')];
}

function pitchLines(scene: Scene, row: Row, stepsPerCell: number, colour: boolean): string[] {
  const key = findKey(scene.segments.flatMap(({ notes }) => notes));
  const cells = Math.ceil(row.steps / stepsPerCell);
  const lines: string[] = [];
  for (let pitch = scene.high; pitch >= scene.low; pitch -= 2) {
    const named = [pitch, pitch - 1].find((candidate) => candidate % 12 === (key?.tonic ?? 0));
    const name = named === undefined ? '' : pitchName(named, key);
    const line = Array.from({ length: cells }, (_, i) =>
      cellAt(scene, row, pitch, i * stepsPerCell, stepsPerCell),
    );
    lines.push(`${name.padStart(GUTTER - 1)}│${line.map((cell) => drawCell(cell, colour)).join('')}`);
  }
  return lines;
}

function cellAt(scene: Scene, row: Row, pitch: number, step: number, stepsPerCell: number): Cell {
  const part = row.parts.find(({ at, steps }) => step >= at && step < at + steps);
  const segment = part ? scene.segments[part.segment] : undefined;
  if (!part || !segment) return { upper: null, lower: null, isBarLine: false };
  const from = part.from + step - part.at;
  const sounds = (wanted: number): SceneSegment | null =>
    segment.notes.some((note) => note.pitch === wanted && note.start < from + stepsPerCell && note.end > from)
      ? segment
      : null;
  return { upper: sounds(pitch), lower: sounds(pitch - 1), isBarLine: from % scene.stepsPerBar === 0 };
}

function drawCell({ upper, lower, isBarLine }: Cell, colour: boolean): string {
  const segment = upper ?? lower;
  if (!segment) return isBarLine ? '┊' : ' ';
  const block = upper && lower ? '█' : upper ? '▀' : '▄';
  return colour ? `${paint(segment)}${block}${RESET}` : block;
}

/** The nearest of the 216 colours that every colour terminal has. */
function paint({ colours }: SceneSegment): string {
  const [red = 0, green = 0, blue = 0] = channels(colours.note).map((value) => Math.round((value / 255) * 5));
  return `\u001b[38;5;${16 + 36 * red + 6 * green + blue}m`;
}
