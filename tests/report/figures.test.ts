import { expect, test } from 'vitest';
import type { Report } from '../../src/evaluation/report.js';
import { readCollapse, readEvaluation } from '../../src/report/figures.js';

const HASH = 'db832298f4f7a1ac';

/** Part of what evaluate writes: a name that it no longer has would not compile. */
type Part<Whole> = Whole extends readonly unknown[] | string | number | boolean | null
  ? Whole
  : { readonly [Key in keyof Whole]?: Part<Whole[Key]> };

const whole = {
  model: { name: 'mel_2bar', hash: HASH, bars: 2 },
  corpus: { file: 'valid.jsonl.gz', windows: 9000 },
  quick: false,
  command: 'npm run evaluate -- --model mel_2bar --corpus valid.jsonl.gz',
  reconstruction: {
    windows: 4096,
    families: 297,
    teacherForced: { mean: 0.98, low: 0.97, high: 0.99, byBar: [0.97, 0.99] },
    sampled: { mean: 0.9, low: 0.89, high: 0.91, byBar: [0.91, 0.89], exactBars: 0.5 },
    greedy: { mean: 0.95, low: 0.94, high: 0.96, byBar: [0.96, 0.94], exactBars: 0.7 },
    klBits: 68.5,
  },
  baselines: { allHold: { mean: 0.6, low: 0.59, high: 0.61 }, mixing: { worstCostRatio: 1.5 } },
  interpolation: { monotonicity: 0.93, worstCostRatio: 1.12 },
  samples: { memorised: 0.004, degenerate: 0, overlappingArea: 0.91 },
  knobs: { density: { spearman: 0.95 } },
} satisfies Part<Report>;

test('an evaluation of these weights is read, by the whole hash or its first digits', () => {
  expect(readEvaluation(JSON.stringify(whole), HASH)).toMatchObject({
    reconstruction: { klBits: 68.5, greedy: { mean: 0.95, byBar: [0.96, 0.94] } },
    baselines: { allHold: { mean: 0.6 }, mixing: { worstCostRatio: 1.5 } },
    interpolation: { monotonicity: 0.93 },
    samples: { degenerate: 0 },
    knobs: { density: { spearman: 0.95 } },
  });
  const long = { ...whole, model: { hash: `${HASH}00ff` } };
  expect(readEvaluation(JSON.stringify(long), HASH)).toBeDefined();
});

test('one of other weights, of none, or damaged counts as not measured', () => {
  expect(readEvaluation(JSON.stringify(whole), 'a4b20d48b84596eb')).toBeUndefined();
  expect(readEvaluation(JSON.stringify({ ...whole, model: { hash: '' } }), HASH)).toBeUndefined();
  expect(readEvaluation(JSON.stringify({ ...whole, model: 'mel_2bar' }), HASH)).toBeUndefined();
  expect(readEvaluation(undefined, HASH)).toBeUndefined();
  expect(readEvaluation('{', HASH)).toBeUndefined();
});

test('a figure that is null, missing or no number is left out, and the others stay', () => {
  const partly = {
    ...whole,
    reconstruction: { ...whole.reconstruction, greedy: null, klBits: 'many' },
    interpolation: { monotonicity: 0.93, worstCostRatio: null },
    samples: { memorised: null, degenerate: 0.001, overlappingArea: 0.9, overlappingAreaCeiling: 'x' },
    knobs: { density: null, register: { spearman: 0.9 } },
  };
  const read = readEvaluation(JSON.stringify(partly), HASH);
  expect(read?.reconstruction).toMatchObject({ sampled: { mean: 0.9 } });
  expect(read?.reconstruction?.greedy).toBeUndefined();
  expect(read?.reconstruction?.klBits).toBeUndefined();
  expect(read?.interpolation).toEqual({ monotonicity: 0.93 });
  expect(read?.samples).toEqual({ degenerate: 0.001, overlappingArea: 0.9 });
  expect(read?.knobs).toEqual({ density: {}, register: { spearman: 0.9 } });
});

test('runs of collapse are read whole or not at all', () => {
  const run = { label: 'no free bits', freeBits: 0, beta: 1, points: [] as object[] };
  const points = [
    { step: 0, klBits: 12, teacherForced: 0.6 },
    { step: 100, klBits: 0.1 },
  ];
  expect(readCollapse(JSON.stringify({ runs: [{ ...run, points }] }))?.runs[0]?.points).toHaveLength(2);
  expect(readCollapse(JSON.stringify({ runs: [run] }))).toBeUndefined();
  expect(readCollapse(JSON.stringify({ runs: [] }))).toBeUndefined();
  expect(readCollapse('no')).toBeUndefined();
});
