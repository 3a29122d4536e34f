/** A source of random 32-bit words. */
export type NextWord = () => number;

/** What a stream is for; streams of different purposes never overlap in use. */
export type Purpose = 'gumbel' | 'prior' | 'direction' | 'posterior' | 'bootstrap' | 'choice' | 'coins';

const PURPOSE_CODES: Readonly<Record<Purpose, bigint>> = {
  gumbel: 1n,
  prior: 2n,
  direction: 3n,
  posterior: 4n,
  bootstrap: 5n,
  choice: 6n,
  coins: 7n,
};

/**
 * SplitMix64. Source: Sebastiano Vigna, splitmix64.c (public domain), prng.di.unimi.it.
 * @returns a function that gives the next 64-bit output
 */
export function splitMix64(seed: bigint): () => bigint {
  let state = BigInt.asUintN(64, seed);
  return () => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let mixed = state;
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n);
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
    return mixed ^ (mixed >> 31n);
  };
}

/**
 * xoshiro128** 1.1. Source: David Blackman and Sebastiano Vigna, xoshiro128starstar.c (public domain).
 * @param state four words, not all zero
 * @returns a function that gives the next word, 0 to 2^32 - 1
 */
export function xoshiro128StarStar(state: readonly [number, number, number, number]): NextWord {
  let [a, b, c, d] = state;
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
}

/**
 * The stream of one item for one purpose. It depends on nothing else: neither on the batch that the item shares
 * nor on its place there.
 * @param seed integer, 0 to 2^53 - 1
 * @param item index of the item in the request
 */
export function streamFor(seed: number, item: number, purpose: Purpose): NextWord {
  const key = [BigInt(seed), BigInt(item), PURPOSE_CODES[purpose]].reduce(
    (mixed, part) => splitMix64(mixed ^ part)(),
    0n,
  );
  const next = splitMix64(key);
  const [first, second] = [next(), next()];
  return xoshiro128StarStar([low(first), high(first), low(second), high(second)]);
}

/** A uniform number in the open interval (0, 1): neither end can come, so its logarithm is finite. */
export function openUniform(next: NextWord): number {
  return (next() + 0.5) / 2 ** 32;
}

/** Standard Gumbel noise, -ln(-ln u): argmax(logits + noise) is a draw from softmax(logits). */
export function gumbelNoise(next: NextWord, count: number): Float32Array {
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = -Math.log(-Math.log(openUniform(next)));
  return values;
}

/** Draws from N(0, 1) by the Box-Muller transform. */
export function normals(next: NextWord, count: number): Float32Array {
  const values = new Float32Array(count);
  for (let i = 0; i < count; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(openUniform(next)));
    const angle = 2 * Math.PI * openUniform(next);
    values[i] = radius * Math.cos(angle);
    if (i + 1 < count) values[i + 1] = radius * Math.sin(angle);
  }
  return values;
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function low(word: bigint): number {
  return Number(word & 0xffffffffn);
}

function high(word: bigint): number {
  return Number(word >> 32n);
}
