import type * as Ort from 'onnxruntime-web';
import { UserError } from '../../errors.js';

/** The part of onnxruntime that Segue uses; its native and its WebAssembly build share it. */
export interface OnnxRuntime {
  readonly name: 'onnxruntime-node' | 'onnxruntime-web';
  readonly why: string;
  readonly InferenceSession: typeof Ort.InferenceSession;
  readonly Tensor: typeof Ort.Tensor;
}

/**
 * Loads the native onnxruntime, or its WebAssembly build where there is no native one (the package is optional,
 * and has no binaries for some platforms), or where it is asked for.
 * @throws UserError `engine-unavailable` where neither loads
 */
export async function loadOnnxRuntime({ native }: { readonly native: boolean }): Promise<OnnxRuntime> {
  if (!native) return loadWeb('The WebAssembly build of onnxruntime was asked for.');
  try {
    const { InferenceSession, Tensor } = await import('onnxruntime-node');
    return {
      name: 'onnxruntime-node',
      why: 'The native onnxruntime loads on this machine.',
      InferenceSession,
      Tensor,
    };
  } catch {
    return loadWeb('The native onnxruntime does not load on this machine, so its WebAssembly build runs.');
  }
}

async function loadWeb(why: string): Promise<OnnxRuntime> {
  try {
    const { env, InferenceSession, Tensor } = await import('onnxruntime-web');
    env.wasm.numThreads = 1;
    return { name: 'onnxruntime-web', why, InferenceSession, Tensor };
  } catch (cause) {
    throw new UserError(
      'engine-unavailable',
      'onnxruntime does not load on this machine; set SEGUE_ENGINE=tfjs to use the other engine.',
      { cause },
    );
  }
}
