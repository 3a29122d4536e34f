/** How much is measured. */
export interface Extent {
  /** Windows that are reconstructed. */
  readonly windows: number;
  /** Pairs between which ways are decoded. */
  readonly pairs: number;
  /** Tunes drawn from the prior at each temperature. */
  readonly samples: number;
  /** Whether the straight line is measured beside the arc. */
  readonly lerp: boolean;
}

/** Steps to reconstruct: all of the two-bar windows of a usual held-out file, some thousands of sixteen bars. */
const STEPS = { full: 1 << 20, quick: 1 << 16 } as const;

/**
 * The extent of a run, by the length of the model's windows: a full one takes under 20 minutes on two cores with the
 * shipped models, a quick one under 2.
 * @param steps T
 */
export function extentOf(
  steps: number,
  { quick, windows }: { quick: boolean; windows?: number | undefined },
): Extent {
  const budget = Math.max(1, Math.floor((quick ? STEPS.quick : STEPS.full) / steps));
  return quick
    ? { windows: windows ?? budget, pairs: 40, samples: 128, lerp: false }
    : { windows: windows ?? budget, pairs: 512, samples: 1000, lerp: true };
}
