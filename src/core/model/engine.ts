import type { Tokens } from '../music/tokens.js';
import type { Checkpoint } from './checkpoint.js';
import { openOnnxEngine } from './onnx/onnx-engine.js';

/** Mean and standard deviation of the posterior, one row of length Z an item. */
export interface Posterior {
  readonly mu: Float32Array[];
  readonly sigma: Float32Array[];
}

export interface DecodeOptions {
  /** 1 / temperature; 1 when greedy. */
  readonly invTemperature: number;
  /** Gumbel noise, `[T · V]` an item, step by step; none when greedy. */
  readonly noise?: readonly Float32Array[];
}

/** A checkpoint ready to run. It sees batches as they are: whoever calls it bounds their size. */
export interface EngineModel {
  /** @param tokens one window `[T]` an item, every label below V */
  encode(tokens: readonly Tokens[]): Promise<Posterior>;
  /**
   * Runs the decoder on its own output: token = argmax(logits · invTemperature + noise).
   * @param z one latent `[Z]` an item
   * @returns one window `[T]` an item
   */
  decode(z: readonly Float32Array[], options: DecodeOptions): Promise<Tokens[]>;
  /**
   * Logits before every step when the decoder reads the given tokens instead of its own.
   * @returns `[T · V]` an item, step by step
   */
  teacherForcedLogits(z: readonly Float32Array[], tokens: readonly Tokens[]): Promise<Float32Array[]>;
  /** Frees what the model holds outside JavaScript's memory. */
  release(): Promise<void>;
}

/** A way to run checkpoints. All engines give the same tokens for the same noise. */
export interface Engine {
  /** Such as `onnxruntime-node` or `tfjs-wasm`. */
  readonly name: string;
  /** Why this one runs, in a sentence. */
  readonly why: string;
  load(checkpoint: Checkpoint): Promise<EngineModel>;
}

export type EngineChoice = 'onnx' | 'onnx-web' | 'tfjs' | 'auto';

/**
 * Opens an engine. `onnx` takes the native onnxruntime and its WebAssembly build where that does not load;
 * `auto` does the same and falls back to tfjs.
 * @throws UserError `engine-unavailable` where nothing of the choice loads on this machine
 */
export async function openEngine(choice: EngineChoice = 'auto'): Promise<Engine> {
  switch (choice) {
    case 'onnx-web':
      return openOnnxEngine({ native: false });
    case 'tfjs':
      return openTfjs();
    case 'onnx':
      return openOnnxEngine({ native: true });
    case 'auto':
      return openOnnxEngine({ native: true }).catch(() => openTfjs());
  }
}

/** Imported on demand: tfjs takes a good part of a second to load. */
async function openTfjs(): Promise<Engine> {
  const { openTfjsEngine } = await import('./tfjs/tfjs-engine.js');
  return openTfjsEngine();
}
