import { HOLD, type Tokens } from '../core/music/tokens.js';
import { type Estimate, estimate } from './bootstrap.js';
import { stepAccuracy } from './likeness.js';
import type { WindowSet } from './windows.js';

/** Where the commonest labels were counted: in the evaluated windows themselves, a slight advantage, or elsewhere. */
export type ModeSource = 'evaluated windows' | 'training windows';

export interface Baselines {
  /** Always hold: what silence would score. */
  readonly allHold: Estimate;
  /** The commonest label of every step. */
  readonly perPositionMode: Estimate;
  readonly perPositionModeFrom: ModeSource;
}

/** Step accuracy of answers that do not depend on the window. */
export function measureBaselines(
  windows: WindowSet,
  { training, seed }: { readonly training?: readonly Tokens[] | undefined; readonly seed: number },
): Baselines {
  const score = (answer: Tokens): Estimate =>
    estimate(
      windows.tokens.map((window) => stepAccuracy(answer, window)),
      windows.families,
      seed,
    );
  const length = windows.tokens[0]?.length ?? 0;
  return {
    allHold: score(new Uint8Array(length).fill(HOLD)),
    perPositionMode: score(commonestByPosition(training ?? windows.tokens)),
    perPositionModeFrom: training ? 'training windows' : 'evaluated windows',
  };
}

/** The most frequent label of every step over windows `[N][T]`; of equals the lowest. */
export function commonestByPosition(windows: readonly Tokens[]): Tokens {
  const length = windows[0]?.length ?? 0;
  return Uint8Array.from({ length }, (_, step) => {
    const counts = new Uint32Array(256);
    for (const window of windows) {
      const label = window[step] ?? 0;
      counts[label] = (counts[label] ?? 0) + 1;
    }
    return counts.indexOf(Math.max(...counts));
  });
}
