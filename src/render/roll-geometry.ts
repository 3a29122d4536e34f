import { breakIntoRows, type Row } from './roll-rows.js';
import type { Scene } from './roll-scene.js';

/** `wide` for screens, `narrow` for phones. */
export type RollWidth = 'wide' | 'narrow';

/** Measures of a form of the picture, in px. */
interface Form {
  readonly width: number;
  readonly left: number;
  readonly right: number;
  /** Of a white key. */
  readonly keyLength: number;
  readonly titleSize: number;
  readonly textSize: number;
  /** Steps of the longest row: with more, a sixteenth would be under 3 px. */
  readonly longestRow: number;
  /** Height of the grid by the number of rows of music: of one, of two, of up to four, of up to eight, of more. */
  readonly gridHeights: readonly number[];
}

const FORMS: Readonly<Record<RollWidth, Form>> = {
  wide: {
    width: 1200,
    left: 70,
    right: 14,
    keyLength: 26,
    titleSize: 17,
    textSize: 12,
    longestRow: 384,
    gridHeights: [316, 210, 160, 128, 96],
  },
  narrow: {
    width: 480,
    left: 58,
    right: 10,
    keyLength: 18,
    titleSize: 17,
    textSize: 13,
    longestRow: 128,
    gridHeights: [240, 170, 150, 120, 92],
  },
};

const LEAST_PITCH_HEIGHT = 4;
const BAR_NUMBERS_HEIGHT = 20;
const ROW_GAP = 10;
const PADDING = 10;

/** One row of music in the picture: a keyboard, a grid, ribbons above, bar numbers below. All in px. */
export interface System {
  readonly row: Row;
  /** Top of the ribbons; the grid's top where there are none. */
  readonly ribbonTop: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything lies, in px. */
export interface Geometry {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  /** Of a white key. */
  readonly keyLength: number;
  readonly titleSize: number;
  readonly textSize: number;
  readonly titleBaseline: number;
  readonly metaBaseline: number;
  readonly ribbonHeight: number;
  readonly systems: readonly System[];
  readonly pxPerStep: number;
  readonly pitchHeight: number;
  readonly legendBaseline: number;
  readonly isNarrow: boolean;
}

/** What is left out of the picture. */
export interface Omissions {
  readonly hideTitle: boolean;
  readonly hideRibbons: boolean;
}

/** Rows of music that a form breaks the scene into. */
export function rowsOf(scene: Scene, form: RollWidth): readonly Row[] {
  return breakIntoRows(scene.segments, scene.stepsPerBar, FORMS[form].longestRow);
}

/** Lays rows of music out below one another. */
export function geometryOf(scene: Scene, rows: readonly Row[], form: RollWidth, omit: Omissions): Geometry {
  const { width, left, right, keyLength, titleSize, textSize, gridHeights } = FORMS[form];
  const isNarrow = form === 'narrow';
  const pitches = scene.high - scene.low + 1;
  const wanted =
    gridHeights[rows.length <= 2 ? Math.max(0, rows.length - 1) : rows.length <= 4 ? 2 : 3] ?? 128;
  const pitchHeight = Math.max(LEAST_PITCH_HEIGHT, wanted / pitches);
  const gridHeight = Math.round(pitchHeight * pitches);
  const ribbonHeight = omit.hideRibbons ? 0 : textSize + 8;
  const titleBaseline = PADDING + titleSize;
  const metaBaseline = omit.hideTitle
    ? PADDING + textSize
    : isNarrow
      ? titleBaseline + textSize + 8
      : titleBaseline;
  const pxPerStep = (width - left - right) / Math.max(1, ...rows.map(({ steps }) => steps));
  let y = metaBaseline + 14;
  const systems = rows.map((row): System => {
    const ribbonTop = y;
    const top = ribbonTop + (ribbonHeight > 0 ? ribbonHeight + 3 : 0);
    y = top + gridHeight + BAR_NUMBERS_HEIGHT + ROW_GAP;
    return { row, ribbonTop, left, top, width: row.steps * pxPerStep, height: gridHeight };
  });
  const legendBaseline = y + textSize - 2;
  return {
    width,
    // Even, since video needs it.
    height: 2 * Math.ceil((legendBaseline + PADDING) / 2),
    left,
    right: width - right,
    keyLength,
    titleSize,
    textSize,
    titleBaseline,
    metaBaseline,
    ribbonHeight,
    systems,
    pxPerStep,
    pitchHeight: gridHeight / pitches,
    legendBaseline,
    isNarrow,
  };
}

/** Top of a pitch's row in px. */
export function pitchTop({ top }: System, { pitchHeight }: Geometry, { high }: Scene, pitch: number): number {
  return top + (high - pitch) * pitchHeight;
}
