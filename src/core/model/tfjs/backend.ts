import * as tf from '@tensorflow/tfjs-core';
import { UserError } from '../../errors.js';

export type TfjsBackend = 'tensorflow' | 'wasm' | 'cpu';

/** Which backend runs, and why. */
export interface OpenBackend {
  readonly backend: TfjsBackend;
  readonly why: string;
}

interface Candidate {
  readonly backend: TfjsBackend;
  readonly why: string;
  readonly register: () => Promise<unknown>;
}

/** Not written into the import, so that the compiler does not ask for a package that few have. */
const NATIVE_PACKAGE: string = '@tensorflow/tfjs-node';

const CANDIDATES: readonly Candidate[] = [
  {
    backend: 'tensorflow',
    why: '@tensorflow/tfjs-node is installed.',
    register: () => import(NATIVE_PACKAGE),
  },
  {
    backend: 'wasm',
    why: '@tensorflow/tfjs-node does not load here, so the WebAssembly backend of tfjs runs.',
    register: () => import('@tensorflow/tfjs-backend-wasm'),
  },
  {
    backend: 'cpu',
    why: 'Neither @tensorflow/tfjs-node nor the WebAssembly backend loads here, so plain JavaScript runs.',
    register: () => import('@tensorflow/tfjs-backend-cpu'),
  },
];

/**
 * Makes the first backend that works the one of this process: tfjs knows only one at a time.
 * @param only takes no other backend than this
 * @throws UserError `engine-unavailable` where none works
 */
export async function openBackend(only?: TfjsBackend): Promise<OpenBackend> {
  for (const { backend, why, register } of CANDIDATES) {
    if (only !== undefined && only !== backend) continue;
    if (await works(backend, register))
      return { backend, why: only ? `tfjs on ${only} was asked for.` : why };
  }
  throw new UserError(
    'engine-unavailable',
    'tfjs does not run on this machine; set SEGUE_ENGINE=onnx instead.',
  );
}

async function works(backend: TfjsBackend, register: Candidate['register']): Promise<boolean> {
  try {
    await register();
    return (await tf.setBackend(backend)) && tf.getBackend() === backend;
  } catch {
    return false;
  }
}
