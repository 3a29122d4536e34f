import type { Tokens } from '../core/music/tokens.js';
import { type Estimate, estimate } from './bootstrap.js';
import type { OnDone } from './evaluated-model.js';
import type { WindowSet } from './windows.js';

/** Windows between two turns of the event loop, so that progress is seen. */
const CHUNK = 16;

export interface NearestNeighbour extends Estimate {
  /** Windows that were looked up. */
  readonly windows: number;
}

/**
 * Step accuracy of answering with the training window that is nearest to the true one (R3): what a model that had
 * learned its tunes by heart, and nothing else, could reach at best.
 * @param windows those to look up; the work is their number times that of the training windows
 */
export async function measureNearestNeighbour(
  windows: WindowSet,
  training: readonly Tokens[],
  { seed, onDone = () => undefined }: { readonly seed: number; readonly onDone?: OnDone | undefined },
): Promise<NearestNeighbour> {
  const shares: number[] = [];
  for (let from = 0; from < windows.tokens.length; from += CHUNK) {
    const chunk = windows.tokens.slice(from, from + CHUNK);
    for (const window of chunk) shares.push(1 - fewestDifferences(window, training) / window.length);
    onDone(chunk.length);
    await new Promise(setImmediate);
  }
  return { ...estimate(shares, windows.families, seed), windows: windows.tokens.length };
}

/** In how many steps the nearest of the candidates differs from a window. */
export function fewestDifferences(window: Tokens, candidates: readonly Tokens[]): number {
  let fewest = window.length;
  for (const candidate of candidates) {
    let differences = 0;
    for (let step = 0; step < window.length && differences < fewest; step++) {
      if (candidate[step] !== window[step]) differences += 1;
    }
    fewest = Math.min(fewest, differences);
  }
  return fewest;
}
