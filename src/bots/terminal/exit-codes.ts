import { UserError, type UserErrorCode } from '../../core/errors.js';

/** What the shell sees: 0 done, 1 a fault of ours, 2 a wrong line, 3 a wrong file, 4 a lack of the machine. */
const EXIT_CODES: Readonly<Record<UserErrorCode, number>> = {
  'unknown-option': 2,
  'bad-option': 2,
  'unknown-tune': 2,
  'bad-midi': 3,
  'too-large': 3,
  'too-long': 3,
  'no-melody': 3,
  'not-found': 3,
  unwritable: 4,
  'bad-checkpoint': 4,
  'unsupported-model': 4,
  'engine-unavailable': 4,
  'encoder-unavailable': 4,
  'encoder-failed': 4,
  cancelled: 130,
};

/** The exit code for whatever was thrown. */
export function exitCodeFor(thrown: unknown): number {
  return thrown instanceof UserError ? EXIT_CODES[thrown.code] : 1;
}

/** The sentence for whatever was thrown; a fault of ours is named as one, without its stack. */
export function sentenceFor(thrown: unknown): string {
  if (thrown instanceof UserError) return thrown.message;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return `Something broke inside Segue (${reason}). Please report it with the line that you typed.`;
}
