/** Coefficients of a second-order filter, normalised so that a0 is 1. */
interface Biquad {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

// Both stages as printed in ITU-R BS.1770-4, tables 1 and 2; they hold at 48 kHz only.
const HEAD_SHELF: Biquad = {
  b: [1.53512485958697, -2.69169618940638, 1.19839281085285],
  a: [-1.69065929318241, 0.73248077421585],
};
const LOW_CUT: Biquad = { b: [1, -2, 1], a: [-1.99004745483398, 0.99007225036621] };

/**
 * Energy of a channel as the ear weighs it: the sum of squares after K-weighting, per block.
 * @param channel samples at 48 kHz
 * @param blockLength block length in samples; what does not fill a last block is left out
 */
export function weightedEnergies(channel: Float32Array, blockLength: number): Float64Array {
  const energies = new Float64Array(Math.floor(channel.length / blockLength));
  const shelf = filter(HEAD_SHELF);
  const cut = filter(LOW_CUT);
  for (let block = 0; block < energies.length; block++) {
    let sum = 0;
    const end = (block + 1) * blockLength;
    for (let i = block * blockLength; i < end; i++) {
      const weighted = cut(shelf(channel[i] ?? 0));
      sum += weighted * weighted;
    }
    energies[block] = sum;
  }
  return energies;
}

/** One running filter: a sample in, a sample out (direct form II, transposed). */
function filter({ b: [b0, b1, b2], a: [a1, a2] }: Biquad): (sample: number) => number {
  let first = 0;
  let second = 0;
  return (sample) => {
    const out = b0 * sample + first;
    first = b1 * sample - a1 * out + second;
    second = b2 * sample - a2 * out;
    return out;
  };
}
