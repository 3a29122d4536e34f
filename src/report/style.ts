/** The page's one style sheet: light and dark, from 320 px up, and on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --ink: #1d2027; --soft: #565c69; --rule: #d9d6cd; --card: #ffffff; --accent: #0b6e87;
  --row: #f1efe9; --row-black: #e6e3db; --beat: #dedad0; --bar: #bdb8aa;
  --note-s: 72%; --note-l: 40%; --tint-l: 88%;
  --line-0: #b3246b; --line-1: #0b6e87; --line-2: #8a5a00; --line-3: #4b4fb8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12141c; --ink: #e6e8ee; --soft: #a3abbd; --rule: #313747; --card: #191c26; --accent: #6fd0e6;
    --row: #1d212d; --row-black: #171a24; --beat: #272c3a; --bar: #454d62;
    --note-s: 78%; --note-l: 68%; --tint-l: 24%;
    --line-0: #ff8fbf; --line-1: #6fd0e6; --line-2: #f0c35a; --line-3: #aeb4ff;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0; padding: 0 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif;
}
main, header, footer { max-width: 64rem; margin: 0 auto; }
p, ul, ol, h1, h2, h3, dl { max-width: 42rem; }
h1, h2, h3, nav, figcaption, table, .legend, .line-to-type, .notices, .controls, .roll, svg text, footer {
  font-family: system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Helvetica, Arial, sans-serif;
}
h1 { font-size: clamp(1.8rem, 6vw, 2.8rem); line-height: 1.15; letter-spacing: -0.015em; margin: 3rem 0 0.5rem; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 1.6rem; line-height: 1.2; margin: 3.5rem 0 0.75rem; text-wrap: balance; }
h3 { font-size: 1.15rem; line-height: 1.3; margin: 2rem 0 0.5rem; }
sub { font-size: 0.75em; line-height: 0; }
var { font-style: italic; }
a { color: var(--accent); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.lead { font-size: 1.2rem; color: var(--soft); }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; padding: 0; margin: 1.5rem 0; font-size: 0.95rem; }
code { font: 0.9em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.word { display: inline-block; max-width: 100%; overflow-wrap: anywhere; }
.formula { margin: 1rem 0; padding: 0.5rem 0; max-width: 42rem; overflow-x: auto; overflow-y: hidden; }
.formula math { font-size: clamp(0.7rem, 3.8vw, 1.15rem); }
figure { margin: 1.25rem 0; }
.clip { background: var(--card); border: 1px solid var(--rule); border-radius: 0.6rem; padding: 0.75rem; min-width: 0; }
.clip figcaption { font-weight: 600; font-size: 0.95rem; margin-bottom: 0.5rem; }
.clip figcaption small { font-weight: 400; font-size: inherit; color: var(--soft); }
.roll { display: grid; grid-template-columns: repeat(var(--columns), minmax(0, 1fr)); row-gap: 0.5rem; padding-left: 1.4rem; }
.cell { display: block; min-width: 0; }
.live .cell { cursor: pointer; }
:root:not(.live) .live-only { display: none; }
.cell b {
  display: block; height: 1.5em; overflow: hidden; white-space: nowrap; font-size: 0.72rem; line-height: 1.5em;
  font-weight: 600; text-align: center; color: var(--ink); background: hsl(var(--hue) var(--note-s) var(--tint-l));
}
.begins:not(:first-child) { padding-left: 2px; }
.bars .cell b { text-align: left; padding-left: 0.3rem; }
.grid { display: block; position: relative; height: 10rem; background: var(--row); }
.grid svg { display: block; width: 100%; height: 100%; }
.black { fill: var(--row-black); }
.beat, .bar { fill: none; stroke: var(--beat); stroke-width: 1px; vector-effect: non-scaling-stroke; }
.bar { stroke: var(--bar); }
.note { fill: hsl(var(--hue) var(--note-s) var(--note-l)); }
.octave {
  position: absolute; left: -1.4rem; transform: translateY(-50%); font-size: 0.68rem; line-height: 1; color: var(--soft);
  pointer-events: none;
}
.head { display: none; position: absolute; top: 0; bottom: 0; left: 0; width: 2px; background: var(--ink); }
.now .head { display: block; }
.now b { background: var(--ink); color: var(--paper); }
.controls { display: flex; align-items: center; gap: 0.75rem; margin-top: 0.6rem; }
audio { flex: 1; min-width: 0; width: 100%; max-width: 32rem; height: 2.5rem; }
.silent { flex: 1; margin: 0; color: var(--soft); }
.midi { font-size: 0.85rem; padding: 0.4rem 0.2rem; }
.clips { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); margin: 1.25rem 0; }
.clips .clip { margin: 0; }
.notices { font-size: 0.88rem; color: var(--soft); padding-left: 1.1rem; margin: 0.5rem 0; }
.notices li { margin: 0.15rem 0; overflow-wrap: anywhere; }
.line-to-type { font-size: 0.88rem; color: var(--soft); margin: 0.5rem 0; }
.line-to-type code { color: var(--ink); }
.pair { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); max-width: 60rem; }
.pair figure { margin: 0.5rem 0; min-width: 0; }
.pair figcaption { font-size: 0.95rem; }
svg.diagram, svg.chart { display: block; width: 100%; max-width: 30rem; height: auto; }
svg text { font-size: 12px; fill: var(--ink); }
svg .middle { text-anchor: middle; }
svg .end { text-anchor: end; }
svg .small { font-size: 12px; fill: var(--soft); }
.diagram rect { fill: var(--card); stroke: var(--soft); stroke-width: 1.5; }
.diagram .z { stroke: var(--line-0); stroke-width: 2; }
.diagram .conductor { stroke: var(--line-0); }
.diagram .player { stroke: var(--line-1); }
.diagram line { stroke: var(--soft); stroke-width: 1; }
.diagram .flow { stroke-width: 2; stroke: var(--ink); }
.diagram .thread { stroke-dasharray: 2 2; }
.diagram .tip { fill: var(--ink); }
.lines-flat line { marker-end: url(#tip-flat); }
.lines-layered line { marker-end: url(#tip-layered); }
.chart .rule { stroke: var(--rule); stroke-width: 1; }
.line { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
.line-0 { stroke: var(--line-0); }
.line-1 { stroke: var(--line-1); stroke-dasharray: 7 4; }
.line-2 { stroke: var(--line-2); stroke-dasharray: 2 4; }
.line-3 { stroke: var(--line-3); stroke-dasharray: 10 3 2 3; }
.legend { font-size: 0.85rem; color: var(--soft); margin: 0.25rem 0 0; }
.key { display: inline-flex; align-items: center; gap: 0.4rem; margin-right: 0.9rem; color: var(--ink); }
.key svg { width: 28px; height: 8px; flex: none; }
.scroll { overflow-x: auto; margin: 1.25rem 0; }
table { border-collapse: collapse; font-size: 0.9rem; line-height: 1.35; width: 100%; max-width: 60rem; }
caption { text-align: left; color: var(--soft); padding-bottom: 0.5rem; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 1rem 0.5rem 0; border-bottom: 1px solid var(--rule); overflow-wrap: anywhere; }
thead th { border-bottom: 2px solid var(--soft); }
tbody th { font-weight: 400; width: 38%; }
td { font-variant-numeric: tabular-nums; }
td small, th small { color: var(--soft); font-size: 0.85em; font-weight: 400; display: block; }
@media (max-width: 34rem) {
  thead { display: none; }
  table, caption, tbody, tr, th, td { display: block; width: auto; }
  th small { font-weight: 400; }
  tbody th { width: auto; font-weight: 600; border: 0; padding: 0.9rem 0 0.1rem; }
  td { border: 0; padding: 0.1rem 0 0.1rem 1rem; }
  td::before { content: attr(data-model) ": "; color: var(--soft); }
  tr { border-bottom: 1px solid var(--rule); padding-bottom: 0.6rem; }
  .roll { grid-template-columns: repeat(var(--halved), minmax(0, 1fr)); }
  .grid { height: 8rem; }
}
dt { font-weight: 600; margin-top: 0.8rem; }
dd { margin: 0.15rem 0 0; }
footer { margin-top: 4rem; border-top: 1px solid var(--rule); padding-top: 1rem; font-size: 0.85rem; color: var(--soft); }
@media print {
  :root { --paper: #fff; --card: #fff; }
  body { font-size: 10.5pt; padding: 0; }
  nav, .controls { display: none; }
  figure, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
