import { UserError } from '../errors.js';
import { STEPS_PER_BAR } from '../music/melody.js';
import { type Tokens, type Vocabulary, vocabularySize } from '../music/tokens.js';
import { decodeAll, encodeAll, inBatches } from './batches.js';
import type { Checkpoint } from './checkpoint.js';
import type { Engine, Posterior } from './engine.js';
import { type InterpolationMethod, interpolateLatents, type Latent } from './latent.js';
import {
  checkCount,
  checkItems,
  checkLatents,
  checkSeed,
  checkTemperature,
  checkTokens,
} from './music-vae-limits.js';
import { normals, streamFor } from './random.js';
import { type Variation, type VaryOptions, varyTokens } from './vary.js';

/** How randomness enters a decode. */
export interface Draw {
  /** 0 (the default) takes the likeliest label at every step; 0.1 to 1.5 draws. */
  readonly temperature?: number;
  /** Integer from 0 (the default) on; the same seed gives the same tokens. */
  readonly seed?: number;
}

/** Which stream of the seed every row draws from. */
export interface DecodeDraw extends Draw {
  /** Stream of the first row; 0 by default, the next rows take the next ones. */
  readonly firstItem?: number;
  /** Stream of every row, where they do not simply follow each other. */
  readonly items?: readonly number[];
}

/** Latents with what they decode to. */
export interface Decoded {
  readonly z: Latent[];
  readonly tokens: Tokens[];
}

export interface InterpolateOptions extends Draw {
  /** Points on the way, both ends included, 3 to 16. */
  readonly steps: number;
  /** `slerp` by default. */
  readonly method?: InterpolationMethod;
}

/** A loaded MusicVAE. All its answers depend on the arguments alone, never on what shares a batch with them. */
export interface MusicVae {
  readonly name: string;
  /** First 16 hex digits of the checkpoint's hash. */
  readonly hash: string;
  /** Length of a window in bars of 4/4. */
  readonly bars: number;
  /** Length of a window in steps, T. */
  readonly steps: number;
  /** Z. */
  readonly latentSize: number;
  readonly vocabulary: Vocabulary;
  readonly hierarchical: boolean;
  /** Name of the engine that runs it. */
  readonly engine: string;
  /**
   * Posterior of every window; encoding a melody means taking `mu`.
   * @param tokens windows `[T]`
   */
  encode(tokens: readonly Tokens[]): Promise<Posterior>;
  /**
   * Windows `[T]` of every latent `[Z]`. Row i draws from the stream of (seed, items[i] or firstItem + i).
   * @throws UserError `bad-option` for a temperature or seed out of range
   */
  decode(z: readonly Latent[], options?: DecodeDraw): Promise<Tokens[]>;
  /** Draws latents from the prior N(0, I) and decodes them. @param count 1 to 256 */
  sample(count: number, options?: Draw): Promise<Decoded>;
  /** Decodes points on the way from a to b. */
  interpolate(a: Latent, b: Latent, options: InterpolateOptions): Promise<Decoded>;
  /** Decodes places at a measured distance from a window; see {@link VaryOptions}. */
  vary(tokens: Tokens, options: VaryOptions): Promise<Variation[]>;
  /** Teacher-forced logits, `[T · V]` a latent, for evaluation. */
  teacherForcedLogits(z: readonly Latent[], tokens: readonly Tokens[]): Promise<Float32Array[]>;
  release(): Promise<void>;
}

/** Makes a checkpoint ready to play. */
export async function loadMusicVae(checkpoint: Checkpoint, engine: Engine): Promise<MusicVae> {
  const model = await engine.load(checkpoint);
  const { config, latentSize } = checkpoint;
  const facts = {
    name: checkpoint.name,
    hash: checkpoint.hash.slice(0, 16),
    bars: config.steps / STEPS_PER_BAR,
    steps: config.steps,
    latentSize,
    vocabulary: config.vocabulary,
    hierarchical: config.segments !== null,
    engine: engine.name,
  };
  const labels = vocabularySize(config.vocabulary);
  const encode = async (tokens: readonly Tokens[]) =>
    encodeAll(model, checkTokens(tokens, facts.steps, labels));
  const decode: MusicVae['decode'] = async (z, options = {}) => {
    const { temperature = 0, seed = 0, firstItem = 0 } = options;
    checkLatents(z, latentSize);
    checkTemperature(temperature);
    checkSeed(seed);
    const items = checkItems(options.items ?? z.map((_, row) => firstItem + row), z.length);
    return decodeAll(model, z, { temperature, seed, items, noiseSize: facts.steps * labels });
  };
  return {
    ...facts,
    encode,
    decode,
    async sample(count, options = {}) {
      checkCount('count', count, 1, 256);
      const seed = checkSeed(options.seed ?? 0);
      const z = Array.from({ length: count }, (_, item) =>
        normals(streamFor(seed, item, 'prior'), latentSize),
      );
      return { z, tokens: await decode(z, options) };
    },
    async interpolate(a, b, { steps, method = 'slerp', ...draw }) {
      checkCount('steps', steps, 3, 16);
      checkLatents([a, b], latentSize);
      const z = interpolateLatents(a, b, steps, method);
      return { z, tokens: await decode(z, draw) };
    },
    vary: (tokens, options) => varyTokens({ encode, decode, latentSize }, tokens, options),
    async teacherForcedLogits(z, tokens) {
      checkLatents(z, latentSize);
      checkTokens(tokens, facts.steps, labels);
      if (z.length !== tokens.length)
        throw new UserError('bad-option', 'There must be as many latents as windows.');
      return inBatches(z.length, (from, to) =>
        model.teacherForcedLogits(z.slice(from, to), tokens.slice(from, to)),
      );
    },
    release: () => model.release(),
  };
}
