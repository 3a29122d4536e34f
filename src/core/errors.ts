/** What went wrong, for programs; the sentence for people is the message. */
export type UserErrorCode =
  | 'bad-midi'
  | 'too-large'
  | 'no-melody'
  | 'unknown-tune'
  | 'unknown-option'
  | 'bad-option'
  | 'not-found'
  | 'unwritable'
  | 'bad-checkpoint'
  | 'unsupported-model'
  | 'engine-unavailable'
  | 'encoder-unavailable'
  | 'encoder-failed'
  | 'too-long'
  | 'cancelled';

/**
 * Something a person can put right. The message is one clear sentence that says what to do; it is shown as it
 * is, so it never holds a path of ours, a stack or a library's wording.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: UserErrorCode;

  constructor(code: UserErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
