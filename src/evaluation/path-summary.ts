import { type Estimate, estimate } from './bootstrap.js';
import { mean, type PathFigures } from './path-measures.js';

/** Figures of many ways together. */
export interface PathSummary {
  /** Ways that are measured here. */
  readonly pairs: number;
  /** Ways left out because both ends were the same window. */
  readonly sameEnds: number;
  readonly monotonicity: number;
  readonly monotonicityInterval: Estimate;
  readonly linearity: number;
  readonly largestJump: number;
  readonly distinctSteps: number;
  /** 1 - H between what was asked for and what the ends of the way are. */
  readonly endFidelity: number;
  /** The costliest place of the average way; null without a language model. */
  readonly worstCostRatio: number | null;
  /** Mean over the ways of each way's own costliest place: larger, since every way may pick its place. */
  readonly worstCostRatioOfEach: number | null;
  readonly meanCostRatio: number | null;
  readonly curves: {
    readonly fromStart: readonly number[];
    readonly toEnd: readonly number[];
    /** Over 0 < k < n. */
    readonly costRatio: readonly number[] | null;
  };
}

/**
 * Means over ways.
 * @param paths one figure a pair, null where both ends were the same
 * @param groups tune family of the first melody of every pair
 * @throws RangeError where no pair has two ends
 */
export function summarisePaths(
  paths: readonly (PathFigures | null)[],
  groups: readonly string[],
  seed: number,
): PathSummary {
  const kept = paths.flatMap((path, row) => (path ? [{ path, group: groups[row] ?? '' }] : []));
  const figures = kept.map(({ path }) => path);
  const ratios = figures.flatMap(({ costRatios }) => (costRatios ? [costRatios] : []));
  const costCurve = ratios.length > 0 && ratios.length === figures.length ? meanCurve(ratios) : null;
  const monotonicity = estimate(
    figures.map((path) => path.monotonicity),
    kept.map(({ group }) => group),
    seed,
  );
  return {
    pairs: figures.length,
    sameEnds: paths.length - figures.length,
    monotonicity: monotonicity.mean,
    monotonicityInterval: monotonicity,
    linearity: mean(figures.map(({ linearity }) => linearity)),
    largestJump: mean(figures.map(({ largestJump }) => largestJump)),
    distinctSteps: mean(figures.map(({ distinctSteps }) => distinctSteps)),
    endFidelity: 1 - mean(figures.map(({ endLoss }) => endLoss)),
    worstCostRatio: costCurve && Math.max(...costCurve),
    worstCostRatioOfEach: costCurve && mean(ratios.map((curve) => Math.max(...curve))),
    meanCostRatio: costCurve && mean(costCurve),
    curves: {
      fromStart: meanCurve(figures.map(({ fromStart }) => fromStart)),
      toEnd: meanCurve(figures.map(({ toEnd }) => toEnd)),
      costRatio: costCurve,
    },
  };
}

function meanCurve(curves: readonly (readonly number[])[]): number[] {
  return (curves[0] ?? []).map((_, k) => mean(curves.map((curve) => curve[k] ?? 0)));
}
