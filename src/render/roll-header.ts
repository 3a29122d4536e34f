import type { Score } from '../core/music/score.js';
import type { Geometry } from './roll-geometry.js';
import type { Scene } from './roll-scene.js';
import { fitText, type Measure, type Text } from './roll-shapes.js';
import { THEME } from './roll-theme.js';

const TITLE_SHARE = 0.62;
const GAP = 24;

/** What stands above the music. */
export interface Header {
  /** Null where it would give a game away. */
  readonly title: string | null;
  readonly meta: string;
}

/** Title at the left, facts at the right; on a phone below one another. Both are cut with … where too long. */
export function headerShapes({ title, meta }: Header, geometry: Geometry, measure: Measure): readonly Text[] {
  const { left, right, isNarrow, titleSize, textSize, titleBaseline, metaBaseline } = geometry;
  const stacked = isNarrow || title === null;
  const edge = isNarrow ? 12 : left;
  const room = right - edge;
  const metaRoom = stacked ? room : room * (1 - TITLE_SHARE);
  const facts = fitText(meta, Math.max(metaRoom, stacked ? 0 : room / 3), textSize, false, measure);
  const metaText: Text = {
    kind: 'text',
    role: 'meta',
    text: facts,
    x: stacked ? edge : right,
    y: metaBaseline,
    size: textSize,
    bold: false,
    align: stacked ? 'left' : 'right',
    colour: THEME.text,
    on: THEME.background,
  };
  if (title === null) return [metaText];
  const titleRoom = stacked ? room : room - measure(facts, textSize, false) - GAP;
  const titleText: Text = {
    kind: 'text',
    role: 'title',
    text: fitText(title, titleRoom, titleSize, true, measure),
    x: edge,
    y: titleBaseline,
    size: titleSize,
    bold: true,
    align: 'left',
    colour: THEME.strongText,
    on: THEME.background,
  };
  return [titleText, metaText];
}

/** Steps, bars, tempo and key in a line, such as `6 steps · 24 bars · 112 BPM · C major → A♭ minor`. */
export function metaOf(score: Score, scene: Scene, key: string | null | undefined): string {
  const { segments } = scene;
  const bars = Math.ceil(segments.reduce((sum, { length }) => sum + length, 0) / scene.stepsPerBar);
  const isMorph = segments.some(({ alpha }) => alpha !== null);
  const parts = segments.length > 1 ? [counted(segments.length, isMorph ? 'step' : 'part')] : [];
  const inKey = isMorph ? keysAlong(scene) : (key ?? keysAlong(scene));
  return [...parts, counted(bars, 'bar'), `${Math.round(score.qpm)} BPM`, ...(inKey ? [inKey] : [])].join(
    ' · ',
  );
}

/** Key of the first segment, and of the last where it is another. */
function keysAlong({ segments }: Scene): string | null {
  const first = segments.at(0)?.key?.name ?? null;
  const last = segments.at(-1)?.key?.name ?? null;
  if (first === null || last === null || first === last) return first ?? last;
  return `${first} → ${last}`;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
