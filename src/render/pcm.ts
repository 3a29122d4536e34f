/** Samples a second of all sound in Segue, in Hz; Opus needs exactly this rate. */
export const SAMPLE_RATE = 48_000;

/** Two channels of samples between -1 and 1, at {@link SAMPLE_RATE}, equally long. */
export interface Stereo {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** Finished sound: what every encoder gets. */
export interface Pcm {
  /** Hz. */
  readonly sampleRate: number;
  /** Left and right in turn, signed 16 bit. */
  readonly samples: Int16Array<ArrayBuffer>;
  /** Length in seconds, the tail of the last note included. */
  readonly seconds: number;
}

const FULL_SCALE = 32_767;

/** Rounds to 16 bit and interleaves; what is beyond full scale is clipped. */
export function toPcm({ left, right }: Stereo): Pcm {
  const samples = new Int16Array(left.length * 2);
  for (let i = 0; i < left.length; i++) {
    samples[2 * i] = toInt16(left[i] ?? 0);
    samples[2 * i + 1] = toInt16(right[i] ?? 0);
  }
  return { sampleRate: SAMPLE_RATE, samples, seconds: left.length / SAMPLE_RATE };
}

/** The samples as bytes in little-endian order, without a copy where the machine already has that order. */
export function pcmBytes({ samples }: Pcm): Buffer {
  const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  return isLittleEndian() ? bytes : Buffer.from(bytes).swap16();
}

function toInt16(value: number): number {
  return Math.round(Math.max(-1, Math.min(1, value)) * FULL_SCALE);
}

function isLittleEndian(): boolean {
  return new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
}
