import { SAMPLE_RATE, type Stereo } from './pcm.js';

const LOOK_AHEAD_SECONDS = 0.005;
const RELEASE_SECONDS = 0.08;

/**
 * Keeps peaks under a ceiling. The gain begins to fall 5 ms before a peak and recovers within about 80 ms, the
 * same on both channels so that the stereo picture stands still.
 * @param sound samples at 48 kHz, already at the wanted level
 * @param ceiling largest absolute sample allowed, above 0 and at most 1
 * @returns new samples, none beyond the ceiling; the sound itself where nothing is beyond it
 */
export function limit(sound: Stereo, ceiling: number): Stereo {
  const needed = neededGains(sound, ceiling);
  if (needed === null) return sound;
  const gains = smooth(withRelease(lowestAhead(needed)));
  return {
    left: sound.left.map((sample, i) => sample * (gains[i] ?? 1)),
    right: sound.right.map((sample, i) => sample * (gains[i] ?? 1)),
  };
}

const WINDOW = Math.round(LOOK_AHEAD_SECONDS * SAMPLE_RATE);

/** For each sample the gain that just keeps it under the ceiling; null where all are under it. */
function neededGains({ left, right }: Stereo, ceiling: number): Float32Array | null {
  const gains = new Float32Array(left.length).fill(1);
  let anyOver = false;
  for (let i = 0; i < gains.length; i++) {
    const peak = Math.max(Math.abs(left[i] ?? 0), Math.abs(right[i] ?? 0));
    if (peak <= ceiling) continue;
    gains[i] = ceiling / peak;
    anyOver = true;
  }
  return anyOver ? gains : null;
}

/** The smallest gain among this sample and the ones up to the look-ahead after it. */
function lowestAhead(gains: Float32Array): Float32Array {
  const lowest = new Float32Array(gains.length);
  // Indices whose gains rise from head to tail: the head is always the smallest of the window.
  const queue = new Int32Array(gains.length);
  let head = 0;
  let tail = 0;
  for (let i = gains.length - 1; i >= 0; i--) {
    const gain = gains[i] ?? 1;
    while (tail > head && (gains[queue[tail - 1] ?? 0] ?? 1) >= gain) tail--;
    queue[tail++] = i;
    while ((queue[head] ?? 0) >= i + WINDOW) head++;
    lowest[i] = gains[queue[head] ?? 0] ?? 1;
  }
  return lowest;
}

/** Lets the gain fall at once and rise slowly. */
function withRelease(gains: Float32Array): Float32Array {
  const rise = 1 - Math.exp(-1 / (RELEASE_SECONDS * SAMPLE_RATE));
  let current = 1;
  return gains.map((gain) => {
    current = Math.min(gain, current + (1 - current) * rise);
    return current;
  });
}

/**
 * Averages over the look-ahead just passed, so that the fall is a ramp and not a click. Every value averaged is
 * at most what this sample needs, since each looked ahead over this sample: so the ceiling still holds.
 */
function smooth(gains: Float32Array): Float32Array {
  let sum = WINDOW * (gains[0] ?? 1);
  return gains.map((gain, i) => {
    sum += gain - (gains[Math.max(0, i - WINDOW)] ?? 1);
    return sum / WINDOW;
  });
}
