import { FIRST_PITCH, type Tokens } from '../core/music/tokens.js';
import type { OnDone } from './evaluated-model.js';

/** A tune nearer than this to a training window, in the share of steps that differ, was learned by heart (S6). */
const BY_HEART = 0.1;
/** Semitones by which a tune is moved to look for it: every key once. */
const SHIFTS = Array.from({ length: 12 }, (_, key) => key - 6);
const CHUNK = 16;

/**
 * Share of the tunes that were learned by heart: in one of twelve keys, 6 semitones down to 5 up, they differ from
 * some training window in fewer than a tenth of their steps.
 */
export async function memorisedShare(
  tunes: readonly Tokens[],
  training: readonly Tokens[],
  onDone: OnDone = () => undefined,
): Promise<number> {
  const masks = training.map(onsetMask);
  let memorised = 0;
  for (let from = 0; from < tunes.length; from += CHUNK) {
    const chunk = tunes.slice(from, from + CHUNK);
    memorised += chunk.filter((tune) => isMemorised(tune, training, masks)).length;
    onDone(chunk.length);
    await new Promise(setImmediate);
  }
  return memorised / tunes.length;
}

/** Whether a tune is within reach of some training window, in any of the twelve keys. */
export function isMemorised(
  tune: Tokens,
  training: readonly Tokens[],
  masks: readonly Uint32Array[] = training.map(onsetMask),
): boolean {
  // The most steps that may differ; "fewer than a tenth" leaves out the tenth itself.
  const most = Math.ceil(tune.length * BY_HEART) - 1;
  const mask = onsetMask(tune);
  const keys = SHIFTS.map((shift) => tune.map((label) => (label >= FIRST_PITCH ? label + shift : label)));
  return training.some((window, row) => {
    // Where one has an onset and the other has none, the labels differ in every key.
    if (differingBits(mask, masks[row] ?? mask) > most) return false;
    return keys.some((moved) => differsAtMost(moved, window, most));
  });
}

function onsetMask(window: Tokens): Uint32Array {
  const mask = new Uint32Array(Math.ceil(window.length / 32));
  window.forEach((label, step) => {
    if (label >= FIRST_PITCH) mask[step >> 5] = (mask[step >> 5] ?? 0) | (1 << (step & 31));
  });
  return mask;
}

function differingBits(a: Uint32Array, b: Uint32Array): number {
  let bits = 0;
  for (let word = 0; word < a.length; word++) {
    for (let rest = ((a[word] ?? 0) ^ (b[word] ?? 0)) >>> 0; rest !== 0; rest &= rest - 1) bits += 1;
  }
  return bits;
}

function differsAtMost(a: Tokens, b: Tokens, most: number): boolean {
  let differences = 0;
  for (let step = 0; step < a.length; step++) {
    if (a[step] !== b[step]) {
      differences += 1;
      if (differences > most) return false;
    }
  }
  return true;
}
