import { UserError } from '../core/errors.js';
import { limit } from './limiter.js';
import { integratedLoudness } from './loudness.js';
import type { Stereo } from './pcm.js';

/** Loudness of everything we send, in LUFS: near what music services use, so no tune startles. */
export const TARGET_LUFS = -16;
/** Largest sample after mastering, in dBFS; lossy encoders overshoot a little, hence not -1. */
export const CEILING_DBFS = -1.5;

const SILENCE_LUFS = -60;
const MAX_GAIN_DB = 24;
const GOOD_ENOUGH_LU = 0.2;
const MAX_PASSES = 4;
/** The limiter takes back about half of what the gain adds. */
const CORRECTION = 2;

/**
 * Brings sound to -16 LUFS by one static gain of at most +24 dB, with a limiter for the peaks.
 *
 * A thin melody needs no limiting. A percussive one loses loudness to the limiter, so its gain is corrected and
 * the limiter run again from the start; the sharpest, such as wood blocks, still stay a few LU below.
 * @param sound samples at 48 kHz
 * @throws UserError `no-melody` below -60 LUFS
 */
export function master(sound: Stereo): Stereo {
  const measured = integratedLoudness(sound);
  if (measured < SILENCE_LUFS) {
    throw new UserError('no-melody', 'There is nothing to hear in this piece; try one with more notes.');
  }
  let gainDb = Math.min(MAX_GAIN_DB, TARGET_LUFS - measured);
  for (let pass = 1; ; pass++) {
    const raised = amplify(sound, gainDb);
    const limited = limit(raised, fromDb(CEILING_DBFS));
    if (limited === raised || pass === MAX_PASSES) return limited;
    const short = TARGET_LUFS - integratedLoudness(limited);
    if (short < GOOD_ENOUGH_LU || gainDb === MAX_GAIN_DB) return limited;
    gainDb = Math.min(MAX_GAIN_DB, gainDb + CORRECTION * short);
  }
}

function amplify({ left, right }: Stereo, gainDb: number): Stereo {
  const gain = fromDb(gainDb);
  return { left: left.map((sample) => sample * gain), right: right.map((sample) => sample * gain) };
}

function fromDb(db: number): number {
  return 10 ** (db / 20);
}
