import { STEPS_PER_BAR } from '../core/music/melody.js';
import { FULL_VOCABULARY, type Tokens } from '../core/music/tokens.js';
import { readCorpus } from './corpus.js';
import { isWorthMeasuring, windowsOf } from './windows.js';

const STEPS = 256;

/**
 * Windows of sixteen bars, one after another, so that no step of a tune is counted twice.
 * @throws UserError as {@link readCorpus}
 */
export async function separateWindows(file: string): Promise<Tokens[]> {
  const windows: Tokens[] = [];
  for await (const melody of readCorpus(file)) {
    const every = windowsOf(melody, { steps: STEPS, vocabulary: FULL_VOCABULARY });
    windows.push(
      ...every.filter((window, place) => place % (STEPS / STEPS_PER_BAR) === 0 && isWorthMeasuring(window)),
    );
  }
  return windows;
}
