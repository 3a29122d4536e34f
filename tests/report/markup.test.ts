import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineChart, ticksOf } from '../../src/report/chart.js';
import { escapeText, html, raw } from '../../src/report/html.js';

test('text is escaped, markup is kept, nothing is nothing, lists are joined', () => {
  const list = ['a<', raw('<b>b</b>'), 3];
  expect(html`<p title="${'"&\''}">${list}${undefined}</p>`.markup).toBe(
    '<p title="&quot;&amp;&#39;">a&lt;<b>b</b>3</p>',
  );
});

test('no text can open a tag, end an attribute or begin an entity of its own', () => {
  const entities = /&(?:amp|lt|gt|quot|#39);/g;
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const escaped = escapeText(text);
      expect(escaped.replaceAll(entities, '')).not.toMatch(/[<>"'&]/);
      const kept = Array.from(text).filter((letter) => !/\p{Cc}/u.test(letter) || '\t\n\r'.includes(letter));
      const back = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
      expect(escaped.replaceAll(entities, (entity) => back[entity as keyof typeof back])).toBe(kept.join(''));
    }),
  );
});

test('ticks are round and reach around the range', () => {
  expect(ticksOf(0.7, 16)).toEqual([0, 5, 10, 15, 20]);
  expect(ticksOf(81.2, 86.9)).toEqual([80, 82, 84, 86, 88]);
  expect(ticksOf(0, 256)).toEqual([0, 100, 200, 300]);
  expect(ticksOf(0.1, 0.3)).toEqual([0.1, 0.15, 0.2, 0.25, 0.3]);
  expect(ticksOf(5, 5)).toEqual([4, 6]);
});

test('a chart’s points lie where its scales say', () => {
  const chart = lineChart({
    title: 'A test',
    xLabel: 'x',
    yLabel: 'y',
    series: [
      { label: 'up', points: [[0, 0] as const, [10, 100] as const] },
      { label: 'level', points: [[0, 50] as const, [10, 50] as const] },
    ],
    xInWords: String,
    yInWords: String,
  }).markup;
  // The plane reaches from (48, 12) to (388, 208).
  const lines = Array.from(chart.matchAll(/<polyline class="line line-(\d)" points="([^"]+)"/g), (found) => [
    found[1],
    found[2],
  ]);
  expect(lines).toEqual([
    ['0', '48,208 388,12'],
    ['1', '48,110 388,110'],
  ]);
});
