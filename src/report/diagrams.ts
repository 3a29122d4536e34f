import { html, type Markup } from './html.js';

// Two drawings of one size, so that they can be compared: z above, the bars that are played below.

const WIDTH = 380;
const BARS = ['bar 1', 'bar 2', 'bar 3', '…', 'bar 16'] as const;
const BOX = { width: 60, height: 34 };
const COLUMN = 76;

/** How z becomes sixteen bars without a conductor. */
export function flatDiagram(): Markup {
  return drawing(
    'flat',
    'Flat decoder: z feeds one long chain that plays bar after bar, its memory running through all of them.',
    210,
    html`${zBox()}
${BARS.map((label, index) => {
  const x = columnLeft(index);
  return html`${arrow([WIDTH / 2, 52], [x + BOX.width / 2, 140])}${box(x, 140, label, 'player')}`;
})}
${BARS.slice(1).map((_, index) => arrow([columnLeft(index) + BOX.width, 157], [columnLeft(index + 1), 157], 'flow'))}
${note(200, 'one memory from the first note to the last')}`,
  );
}

/** How z becomes sixteen bars with one. */
export function hierarchicalDiagram(): Markup {
  return drawing(
    'layered',
    'Hierarchical decoder: z feeds a conductor that makes a plan for each bar; a player plays each bar from its plan, with a fresh memory.',
    250,
    html`${zBox()}
${arrow([WIDTH / 2, 52], [columnLeft(0) + BOX.width / 2, 84])}
${BARS.map((label, index) => {
  const x = columnLeft(index);
  const centre = x + BOX.width / 2;
  const plan = label === '…' ? '…' : label.replace('bar', 'plan');
  return html`${box(x, 84, plan, 'conductor')}${arrow([centre, 118], [centre, 180])}${box(x, 180, label, 'player')}`;
})}
${BARS.slice(1).map((_, index) => arrow([columnLeft(index) + BOX.width, 101], [columnLeft(index + 1), 101], 'flow'))}
${BARS.slice(1).map((_, index) => arrow([columnLeft(index) + BOX.width, 197], [columnLeft(index + 1), 197], 'thread'))}
${note(240, 'a fresh memory at every bar; only the last step crosses the line')}`,
  );
}

function drawing(name: string, inWords: string, height: number, inside: Markup): Markup {
  return html`<svg class="diagram" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${inWords}">
<defs><marker id="tip-${name}" viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>
<g class="lines-${name}">${inside}</g></svg>`;
}

function columnLeft(index: number): number {
  return index * COLUMN + (WIDTH - COLUMN * BARS.length) / 2 + (COLUMN - BOX.width) / 2;
}

function zBox(): Markup {
  return html`<rect class="z" x="${WIDTH / 2 - 28}" y="16" width="56" height="36" rx="18"/><text class="middle" x="${WIDTH / 2}" y="39">z</text>`;
}

function box(x: number, y: number, label: string, kind: string): Markup {
  return html`<rect class="${kind}" x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="6"/><text class="middle" x="${x + BOX.width / 2}" y="${y + 22}">${label}</text>`;
}

type ArrowKind = 'feed' | 'flow' | 'thread';

function arrow(
  from: readonly [number, number],
  to: readonly [number, number],
  kind: ArrowKind = 'feed',
): Markup {
  return html`<line class="${kind}" x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}"/>`;
}

function note(y: number, words: string): Markup {
  return html`<text class="middle small" x="${WIDTH / 2}" y="${y}">${words}</text>`;
}
