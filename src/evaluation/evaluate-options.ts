import { parseArgs } from 'node:util';
import { UserError } from '../core/errors.js';

/** What a run of the evaluation is asked for. */
export interface EvaluateOptions {
  readonly model: string;
  /** Corpus file to measure on. */
  readonly corpus: string;
  /** Where the JSON goes. */
  readonly json: string | undefined;
  /** Corpus file that the model was trained on. */
  readonly train: string | undefined;
  readonly quick: boolean;
  readonly seed: number;
  /** Windows to reconstruct; chosen by the length of the model's where not named. */
  readonly windows: number | undefined;
}

/** The help page. */
export const USAGE = `npm run evaluate -- --model NAME --corpus FILE.jsonl.gz [options]

  --model NAME     a folder of models/ (or of SEGUE_MODELS)
  --corpus FILE    melodies to measure on: gzipped JSON lines; not those that the model was trained on
  --train FILE     the training melodies, for what must be compared with them
  --json OUT       also write every figure to this file
  --quick          fewer windows, ways and samples: under two minutes
  --windows N      windows to reconstruct
  --seed N         of every draw (default 0)
  --help           this page

docs/evaluation.md says what each figure means.`;

const OPTIONS = {
  model: { type: 'string' },
  corpus: { type: 'string' },
  json: { type: 'string' },
  train: { type: 'string' },
  quick: { type: 'boolean', default: false },
  seed: { type: 'string', default: '0' },
  windows: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/**
 * Reads the words of the command line.
 * @returns null where only the help page is wanted
 * @throws UserError `unknown-option` or `bad-option`
 */
export function readOptions(words: readonly string[]): EvaluateOptions | null {
  const values = parseStrictly(words);
  if (values.help) return null;
  return {
    model: required('model', values.model),
    corpus: required('corpus', values.corpus),
    json: values.json,
    train: values.train,
    quick: values.quick,
    seed: wholeNumber('seed', values.seed, 0),
    windows: values.windows === undefined ? undefined : wholeNumber('windows', values.windows, 1),
  };
}

function parseStrictly(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: OPTIONS }).values;
  } catch (cause) {
    const flag = /'(-[^' ]+)/.exec(cause instanceof Error ? cause.message : '')?.[1];
    const what = flag
      ? `${flag} is not an option, or its value is missing`
      : 'Every word must belong to an option';
    throw new UserError('unknown-option', `${what}; see “npm run evaluate -- --help”.`, { cause });
  }
}

function required(name: string, value: string | undefined): string {
  if (value) return value;
  throw new UserError('bad-option', `--${name} is needed; see “npm run evaluate -- --help”.`);
}

function wholeNumber(name: string, word: string, least: number): number {
  const value = word.trim() === '' ? Number.NaN : Number(word);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new UserError('bad-option', `--${name} takes a whole number from ${least} on, not “${word}”.`);
}
