import { describe, expect, it } from 'vitest';
import { streamFor } from '../../src/core/model/random.js';
import type { Tokens } from '../../src/core/music/tokens.js';
import { wholeBelow } from '../../src/evaluation/draws.js';
import {
  drawPairs,
  MOVES,
  measureInterpolation,
  measurePathBaselines,
} from '../../src/evaluation/interpolation.js';
import { measurePath } from '../../src/evaluation/path-measures.js';
import { summarisePaths } from '../../src/evaluation/path-summary.js';
import { copyModel } from './copy-model.js';

/** Windows that agree nowhere: every label is another. */
function unlikeWindows(count: number, steps: number): Tokens[] {
  return Array.from({ length: count }, (_, row) => new Uint8Array(steps).fill(2 + row));
}

describe('measurePath', () => {
  const at = (changed: number): Tokens =>
    Uint8Array.from({ length: 20 }, (_, step) => (step < changed ? 60 : 50));

  it('is perfect for a way that changes as many steps at every move', () => {
    const path = [0, 5, 10, 15, 20].map(at);
    const figures = measurePath(path, { a: at(0), b: at(20) }, null);
    expect(figures).toEqual({
      fromStart: [0, 0.25, 0.5, 0.75, 1],
      toEnd: [1, 0.75, 0.5, 0.25, 0],
      monotonicity: 1,
      linearity: 0,
      largestJump: 0.25,
      distinctSteps: 1,
      endLoss: 0,
      costRatios: null,
    });
  });

  it('is counted by hand for a way that turns back, stands still and jumps', () => {
    // H to the start: 0, 4, 1, 1, 20 of 20; one of four moves goes back by more than a step.
    const path = [0, 4, 1, 1, 20].map(at);
    const figures = measurePath(path, { a: at(2), b: at(20) }, null);
    expect(figures?.fromStart).toEqual([0, 0.2, 0.05, 0.05, 1]);
    expect(figures?.monotonicity).toBe(3 / 4);
    expect(figures?.largestJump).toBe(19 / 20);
    expect(figures?.distinctSteps).toBe(4 / 5);
    expect(figures?.endLoss).toBeCloseTo(2 / 20 / 2, 12);
    const errors = [0, 0.05, 0.45, 0.7, 0].map((error) => error ** 2);
    expect(figures?.linearity).toBeCloseTo(Math.sqrt(errors.reduce((a, b) => a + b, 0) / 5), 12);
  });

  it('forgives a step back of one step of the window', () => {
    expect(measurePath([0, 10, 9, 20].map(at), { a: at(0), b: at(20) }, null)?.monotonicity).toBe(1);
    expect(measurePath([0, 10, 8, 20].map(at), { a: at(0), b: at(20) }, null)?.monotonicity).toBe(2 / 3);
  });

  it('sets the cost on the way against what the ends would let expect', () => {
    // Costs 1, 3, 3: half-way between 1 and 3 lies 2, so the middle costs one and a half times as much.
    const cost = (tokens: Tokens) => (tokens[0] === 60 ? 3 : 1);
    expect(measurePath([0, 10, 20].map(at), { a: at(0), b: at(20) }, cost)?.costRatios).toEqual([1.5]);
  });

  it('has no figures where both ends are the same', () => {
    expect(measurePath([0, 5, 0].map(at), { a: at(0), b: at(0) }, null)).toBeNull();
  });
});

describe('summarisePaths', () => {
  it('tells the costliest place of the average way from the average of costliest places', () => {
    const even = measurePath(unlikeWindows(4, 16), { a: new Uint8Array(16), b: new Uint8Array(16) }, () => 1);
    if (!even) throw new Error('the ends differ');
    const paths = [{ ...even, costRatios: [1, 2] }, { ...even, costRatios: [2, 1] }, null];
    const summary = summarisePaths(paths, ['a', 'b', 'c'], 0);
    expect(summary).toMatchObject({
      pairs: 2,
      sameEnds: 1,
      worstCostRatio: 1.5,
      worstCostRatioOfEach: 2,
      meanCostRatio: 1.5,
    });
  });
});

describe('the ways that need no model', () => {
  const next = streamFor(5, 0, 'choice');
  const windows = Array.from({ length: 400 }, () =>
    Uint8Array.from({ length: 256 }, () => 2 + wholeBelow(next, 100)),
  );
  const pairs = drawPairs({ tokens: windows, families: windows.map((_, row) => String(row)) }, 200, 0);
  const { mixing, crossfade } = measurePathBaselines(pairs, { costOf: null, seed: 0 });

  it('mixing steps is linear in Hamming distance and never turns back', () => {
    expect(mixing.pairs).toBe(200);
    expect(mixing.monotonicity).toBe(1);
    expect(mixing.endFidelity).toBe(1);
    mixing.curves.fromStart.forEach((distance, k) => {
      // 200 ways of 256 coins each: the standard error is below 0.003.
      expect(Math.abs(distance - k / MOVES)).toBeLessThan(0.01);
    });
  });

  it('a crossfade of sixteen bars goes by whole bars', () => {
    expect(crossfade.monotonicity).toBe(1);
    // Nearest whole number of 16 bars to every tenth of the way.
    const bars = [0, 2, 3, 5, 6, 8, 10, 11, 13, 14, 16];
    crossfade.curves.fromStart.forEach((distance, k) => {
      expect(Math.abs(distance - (bars[k] ?? 0) / 16)).toBeLessThan(0.005);
    });
  });
});

describe('ways through a latent space', () => {
  it('of a copy model reach both ends, and every step moves with the labels', async () => {
    // Labels 20 apart: each of ten moves goes two labels on at all steps, so every jump is the whole distance.
    const pairs = [{ a: new Uint8Array(16).fill(40), b: new Uint8Array(16).fill(60), family: 'f' }];
    const figures = await measureInterpolation(copyModel(16), pairs, {
      method: 'lerp',
      costOf: null,
      seed: 0,
    });
    expect(figures).toMatchObject({
      method: 'lerp',
      pairs: 1,
      endFidelity: 1,
      distinctSteps: 1,
      largestJump: 1,
      monotonicity: 1,
      worstCostRatio: null,
    });
    expect(figures.curves.fromStart).toEqual([0, ...new Array(MOVES).fill(1)]);
  });
});

describe('drawPairs', () => {
  it('pairs different families, uses no window twice, and stops where nothing is left', () => {
    const tokens = unlikeWindows(12, 16);
    const families = tokens.map((_, row) => (row < 8 ? 'large' : String(row)));
    const pairs = drawPairs({ tokens, families }, 50, 1);
    expect(pairs.length).toBeGreaterThanOrEqual(2);
    expect(pairs.length).toBeLessThanOrEqual(6);
    const used = pairs.flatMap(({ a, b }) => [a[0], b[0]]);
    expect(new Set(used).size).toBe(used.length);
    for (const { a, b } of pairs) expect(Number((a[0] ?? 0) < 10) + Number((b[0] ?? 0) < 10)).toBeLessThan(2);
  });
});
