import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeWav } from '../../src/render/audio.js';
import { limit } from '../../src/render/limiter.js';
import { integratedLoudness } from '../../src/render/loudness.js';
import { master } from '../../src/render/mastering.js';
import { type Stereo, toPcm } from '../../src/render/pcm.js';
import { channelsOf, meter } from './probe.js';

const RATE = 48_000;

function tone(hz: number, level: number, seconds: number): Stereo {
  const side = Float32Array.from(
    { length: seconds * RATE },
    (_, i) => level * Math.sin((2 * Math.PI * hz * i) / RATE),
  );
  return { left: side, right: side };
}

/** Bursts that fade, a little like struck notes; `gap` seconds apart, each `decay` seconds long. */
function struck(level: number, gap: number, decay: number): Stereo {
  const side = Float32Array.from({ length: 6 * RATE }, (_, i) => {
    const since = (i / RATE) % gap;
    return (
      level *
      Math.exp(-since / decay) *
      Math.sin(2 * Math.PI * (300 + 200 * Math.floor(i / RATE / gap)) * since)
    );
  });
  return { left: side, right: side.map((sample) => sample * 0.7) };
}

function peak({ left, right }: Stereo): number {
  return [left, right].reduce((top, side) => side.reduce((t, s) => Math.max(t, Math.abs(s)), top), 0);
}

describe('loudness', () => {
  it('measures the reference tone of the standard as it says', () => {
    const side = tone(997, 1, 3).left;
    expect(integratedLoudness({ left: side, right: new Float32Array(side.length) })).toBeCloseTo(-3.01, 1);
    expect(integratedLoudness(tone(997, 0.1, 3))).toBeCloseTo(-20, 1);
  });

  it.each([
    ['a low tone', tone(60, 0.3, 4)],
    ['a high tone', tone(6000, 0.05, 4)],
    ['struck notes with silences', struck(0.5, 1.5, 0.1)],
    ['dense notes', struck(0.4, 0.2, 0.3)],
  ])('agrees with another meter about %s', async (_, sound) => {
    const pcm = toPcm(sound);
    const { lufs } = await meter(encodeWav(pcm));
    expect(Math.abs(integratedLoudness(channelsOf(pcm)) - lufs)).toBeLessThan(0.2);
  });

  it('calls silence silent', () => {
    const nothing = new Float32Array(RATE);
    expect(integratedLoudness({ left: nothing, right: nothing })).toBe(Number.NEGATIVE_INFINITY);
    expect(() => master({ left: nothing, right: nothing })).toThrow('nothing to hear');
  });
});

describe('limiter', () => {
  it('never lets a sample over the ceiling and makes no steps', () => {
    const samples = fc.float32Array({ minLength: 1, maxLength: 3000, min: -4, max: 4, noNaN: true });
    fc.assert(
      fc.property(samples, fc.double({ min: 0.1, max: 1, noNaN: true }), (side, ceiling) => {
        const limited = limit({ left: side, right: side.map((s) => -s / 2) }, ceiling);
        expect(peak(limited)).toBeLessThanOrEqual(ceiling * (1 + 1e-5));
        expect(limited.left.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it('leaves sound under the ceiling as it is, and is itself again well after a peak', () => {
    const quiet = tone(440, 0.5, 1);
    expect(limit(quiet, 0.84)).toBe(quiet);
    const side = quiet.left.map((sample, i) => (i === 1000 ? 2 : sample));
    const limited = limit({ left: side, right: side }, 0.84);
    expect(limited.left[1000]).toBeCloseTo(0.84, 3);
    expect(limited.left[40_000]).toBeCloseTo(side[40_000] ?? 0, 3);
    // Half way through the look-ahead the gain is half way down.
    const gainBefore = (limited.left[890] ?? 0) / (side[890] ?? 1);
    expect(gainBefore).toBeGreaterThan(0.6);
    expect(gainBefore).toBeLessThan(0.85);
  });
});

describe('mastering', () => {
  it.each([
    ['a thin melody', struck(0.03, 0.5, 0.15)],
    ['a dense one', struck(0.9, 0.15, 0.4)],
    ['a percussive one', struck(0.2, 0.35, 0.03)],
    ['one of sharp clicks', struck(0.2, 0.4, 0.02)],
  ])('brings %s to -16 LUFS with peaks under -1 dBFS', async (_, sound) => {
    const { lufs, truePeak } = await meter(encodeWav(toPcm(master(sound))));
    expect(Math.abs(lufs + 16)).toBeLessThan(0.5);
    expect(truePeak).toBeLessThanOrEqual(-1);
  });

  it('raises by at most 24 dB', () => {
    const faint = tone(440, 0.004, 2);
    expect(peak(master(faint))).toBeCloseTo(0.004 * 10 ** (24 / 20), 3);
  });
});
