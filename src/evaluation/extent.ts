/** How much is measured. */
export interface Extent {
  /** Windows that are reconstructed. */
  readonly windows: number;
  /** Pairs between which ways are decoded. */
  readonly pairs: number;
  /** Windows whose nearest neighbour among the training windows is looked up. */
  readonly neighbours: number;
  /** Tunes drawn from the prior at each temperature. */
  readonly samples: number;
  /** Tunes on which every knob is turned over its whole dial. */
  readonly dials: number;
  /** Whether the straight line is measured beside the arc. */
  readonly lerp: boolean;
}

/** Steps to reconstruct: all windows of a usual held-out file, or some hundreds of sixteen bars. */
const STEPS = { full: 1 << 21, quick: 1 << 17 } as const;

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
    ? { windows: windows ?? budget, pairs: 40, neighbours: 128, samples: 128, dials: 8, lerp: false }
    : { windows: windows ?? budget, pairs: 512, neighbours: 512, samples: 1000, dials: 64, lerp: true };
}
