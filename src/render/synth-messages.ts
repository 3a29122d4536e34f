import type { UserErrorCode } from '../core/errors.js';
import type { Pcm } from './pcm.js';

/** What the worker is given once, when it starts. */
export interface SynthSetup {
  /** Path of the bank. */
  readonly soundFont: string;
  /** How long a piece may last, in seconds. */
  readonly longestSeconds: number;
}

/** One piece to play; the worker plays one at a time. */
export interface SynthRequest {
  readonly midi: Uint8Array;
}

/** The worker's answer. Errors cross threads as plain values, since a class does not survive the copy. */
export type SynthReply =
  | { readonly ok: true; readonly pcm: Pcm }
  | { readonly ok: false; readonly code: UserErrorCode; readonly sentence: string };
