import { weightedEnergies } from './k-weighting.js';
import { SAMPLE_RATE, type Stereo } from './pcm.js';

const SUB_BLOCK_SECONDS = 0.1;
const SUB_BLOCKS_PER_BLOCK = 4;
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;
/** Makes a full-scale sine of 997 Hz on one channel measure -3.01 LUFS. */
const OFFSET_DB = -0.691;

/**
 * Integrated loudness as ITU-R BS.1770-4 measures it: K-weighted blocks of 400 ms, three quarters overlapping,
 * gated at -70 LUFS and then 10 LU below what is left.
 * @param sound samples at 48 kHz
 * @returns LUFS; -Infinity where every block is below the gate, or the sound is shorter than one block
 */
export function integratedLoudness(sound: Stereo): number {
  const powers = blockPowers(sound);
  const audible = powers.filter((power) => toLufs(power) > ABSOLUTE_GATE_LUFS);
  const threshold = toLufs(mean(audible)) + RELATIVE_GATE_LU;
  return toLufs(mean(audible.filter((power) => toLufs(power) > threshold)));
}

/** Mean square of each 400 ms block, both channels added. */
function blockPowers({ left, right }: Stereo): number[] {
  const subBlock = SAMPLE_RATE * SUB_BLOCK_SECONDS;
  const onLeft = weightedEnergies(left, subBlock);
  const onRight = weightedEnergies(right, subBlock);
  const energies = Array.from(onLeft, (energy, i) => energy + (onRight[i] ?? 0));
  const powers: number[] = [];
  for (let end = SUB_BLOCKS_PER_BLOCK; end <= energies.length; end++) {
    const block = energies.slice(end - SUB_BLOCKS_PER_BLOCK, end);
    powers.push(block.reduce((sum, energy) => sum + energy, 0) / (subBlock * SUB_BLOCKS_PER_BLOCK));
  }
  return powers;
}

function toLufs(power: number): number {
  return OFFSET_DB + 10 * Math.log10(power);
}

/** 0 for an empty list: no power, so -Infinity LUFS. */
function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
