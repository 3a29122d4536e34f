import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Score, ScoreSegment } from '../../src/core/music/score.js';
import { FULL_VOCABULARY, tokensToNotes } from '../../src/core/music/tokens.js';
import type { Clip } from '../../src/report/exhibit.js';
import { mixture } from '../../src/report/mixture.js';
import { commandLine } from '../../src/report/request.js';
import { pianoRoll } from '../../src/report/roll.js';

function scoreOf(...segments: readonly ScoreSegment[]): Score {
  return { title: 'A test', segments, stepsPerBar: 16, qpm: 120, program: 0 };
}

function clipOf(score: Score): Clip {
  return {
    id: 'test',
    name: 'Test',
    piece: { id: 't', score, key: null, altText: 'a test' },
    together: score,
  };
}

const window = fc.uint8Array({ minLength: 32, maxLength: 32, max: 129 });

test('the mixture begins as A, ends as B, and each step of the time changes once at most', () => {
  fc.assert(
    fc.property(window, window, fc.nat(), (a, b, seed) => {
      const beside = scoreOf();
      const { score } = mixture({ a, b, steps: 8, seed, vocabulary: FULL_VOCABULARY, beside });
      expect(score.segments.map(({ label }) => label).join(' ')).toBe('A 14 % 29 % 43 % 57 % 71 % 86 % B');
      expect(score.segments[0]?.notes).toEqual(tokensToNotes(a, FULL_VOCABULARY));
      expect(score.segments[7]?.notes).toEqual(tokensToNotes(b, FULL_VOCABULARY));
      expect(score.qpm).toBe(beside.qpm);
    }),
  );
});

test('halfway about half of the steps are B’s, by other coins for another seed', () => {
  const [low, high] = [new Uint8Array(256).fill(62), new Uint8Array(256).fill(74)];
  const lows = (seed: number) => {
    const request = { a: low, b: high, steps: 3, seed, vocabulary: FULL_VOCABULARY, beside: scoreOf() };
    return mixture(request).score.segments[1]?.notes.map(({ pitch }) => pitch === 60) ?? [];
  };
  const count = lows(1).filter((isLow) => isLow).length;
  // 256 fair coins: 128, give or take five standard deviations of 8.
  expect(count).toBeGreaterThan(88);
  expect(count).toBeLessThan(168);
  expect(lows(1)).toEqual(lows(1));
  expect(lows(1)).not.toEqual(lows(2));
});

test('a shell reads a line’s words as they were', () => {
  const words = [`it's`, 'two words', '$(date)', '`x`', '"', '\\', '*.mid', '-x', 'naïve.mid', '; rm -rf .'];
  for (const word of words) {
    const line = commandLine('morph', [{ kind: 'file', fileName: word, bytes: new Uint8Array() }, 'mary'], {
      fromBarA: 3,
      tempo: undefined,
      instrument: 'music box',
    });
    const own = line.replace(/^npx segue/, 'printf "%s\\n"');
    const read = execFileSync('sh', ['-c', own], { encoding: 'utf8' }).trimEnd().split('\n');
    expect(read).toEqual(['morph', word, 'mary', '--from-bar-a', '3', '--instrument', 'music box']);
  }
});

test('a note is drawn at its place, and one that crosses a cell’s edge in both', () => {
  // Sixteen bars alone: four cells of four bars, 64 steps. C4 from step 60 to 68; an octave is the least range.
  const notes = [{ pitch: 60, start: 60, end: 68 }];
  const drawn = pianoRoll(clipOf(scoreOf({ label: '1', alpha: null, notes, length: 256 }))).markup;
  const paths = Array.from(drawn.matchAll(/class="note" d="([^"]*)"/g), ([, path]) => path);
  expect(paths.map((path) => path !== '')).toEqual([true, true, false, false]);
  expect(paths[0]).toMatch(/^M60 [\d.]+h3\.8v/);
  expect(paths[1]).toMatch(/^M0 [\d.]+h3\.8v/);
  const labels = Array.from(drawn.matchAll(/<b>([^<]+)<\/b>/g), ([, label]) => label);
  expect(labels).toEqual(['bar 1', 'bar 5', 'bar 9', 'bar 13']);
  // At 120 quarter notes a minute a bar lasts two seconds.
  expect(Array.from(drawn.matchAll(/data-seconds="([^"]+)"/g), ([, text]) => Number(text))).toEqual([
    8, 8, 8, 8,
  ]);
});

test('several melodies are a cell each, with their labels and their hues from A to B', () => {
  const segment = (label: string, alpha: number): ScoreSegment => ({
    label,
    alpha,
    notes: [{ pitch: 60, start: 0, end: 4 }],
    length: 32,
  });
  const drawn = pianoRoll(clipOf(scoreOf(segment('A', 0), segment('50 %', 0.5), segment('B', 1)))).markup;
  const cells = Array.from(drawn.matchAll(/--hue:(\d+)"\s+data-seconds="4\.0000"><b>([^<]+)</g), (found) => [
    found[1],
    found[2],
  ]);
  expect(cells).toEqual([
    ['190', 'A'],
    ['265', '50 %'],
    ['340', 'B'],
  ]);
});
