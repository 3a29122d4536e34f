import { html, type Markup } from './html.js';

/** A line of a chart. */
export interface Series {
  readonly label: string;
  /** From left to right. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Chart {
  /** What it shows, for those who cannot see it. */
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly Series[];
  readonly xInWords: (x: number) => string;
  readonly yInWords: (y: number) => string;
  /** Whether the scale is to begin at zero. */
  readonly fromZero?: boolean;
}

/** Size of the drawing; letters are as large as on the rest of a page that is 400 px wide. */
const SIZE = { width: 400, height: 250, left: 48, right: 12, top: 12, bottom: 42 };
const TICKS = 5;

/** A chart of lines, each told from the others by its dashes as well as its colour, with a legend below. */
export function lineChart(chart: Chart): Markup {
  const all = chart.series.flatMap(({ points }) => points);
  const xs = all.map(([x]) => x);
  const ys = all.map(([, y]) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const yTicks = ticksOf(chart.fromZero ? 0 : Math.min(...ys), Math.max(...ys));
  const [low, high] = [yTicks[0] ?? 0, yTicks.at(-1) ?? 1];
  const innerWidth = SIZE.width - SIZE.left - SIZE.right;
  const innerHeight = SIZE.height - SIZE.top - SIZE.bottom;
  const px = (x: number) => round(SIZE.left + ((x - left) / (right - left || 1)) * innerWidth);
  const py = (y: number) => round(SIZE.top + ((high - y) / (high - low || 1)) * innerHeight);
  const xTicks = ticksOf(left, right).filter((x) => x >= left && x <= right);
  const floor = SIZE.height - SIZE.bottom;
  return html`<svg class="chart" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${chart.title}">
${yTicks.map(
  (y) =>
    html`<line class="rule" x1="${SIZE.left}" x2="${SIZE.width - SIZE.right}" y1="${py(y)}" y2="${py(y)}"/><text class="end" x="${SIZE.left - 6}" y="${py(y) + 4}">${chart.yInWords(y)}</text>`,
)}
${xTicks.map((x) => html`<text class="middle" x="${px(x)}" y="${floor + 16}">${chart.xInWords(x)}</text>`)}
<text class="middle" x="${SIZE.left + innerWidth / 2}" y="${SIZE.height - 6}">${chart.xLabel}</text>
${chart.series.map(
  ({ points }, index) =>
    html`<polyline class="line line-${index % 4}" points="${points.map(([x, y]) => `${px(x)},${py(y)}`).join(' ')}"/>`,
)}</svg>
<p class="legend"><span>${chart.yLabel}:</span> ${chart.series.map(
    ({ label }, index) =>
      html`<span class="key"><svg viewBox="0 0 28 8" aria-hidden="true"><line class="line line-${index % 4}" x1="0" x2="28" y1="4" y2="4"/></svg>${label}</span> `,
  )}</p>`;
}

/** Round numbers a step of 1, 2 or 5 apart that reach around a range; about five of them. */
export function ticksOf(low: number, high: number): number[] {
  const span = high - low || Math.abs(high) || 1;
  const rough = span / (TICKS - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough - 1e-12) ?? 10) * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: Math.max(1, last - first) + 1 }, (_, k) =>
    Number(((first + k) * step).toPrecision(12)),
  );
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}
