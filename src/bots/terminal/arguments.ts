import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { CommandForm } from '../../core/commands/command.js';
import { describeFields, type FieldDescription } from '../../core/commands/describe-fields.js';
import type { MelodySource } from '../../core/commands/fields.js';
import type { ArtefactKind } from '../../core/creation.js';
import { UserError } from '../../core/errors.js';

const AUDIO_FORMATS = ['mp3', 'ogg', 'wav', 'mp4'] as const satisfies readonly ArtefactKind[];

/** Flags that every command of the terminal takes beside its own fields. */
export interface TerminalOptions {
  /** As typed; undefined where nothing was. */
  readonly out: string | undefined;
  readonly formats: readonly (typeof AUDIO_FORMATS)[number][];
  readonly json: boolean;
  readonly quiet: boolean;
}

/** A command line after reading: the command's input as plain values, melodies still as words. */
export interface ParsedLine {
  readonly values: Readonly<Record<string, string | boolean>>;
  readonly options: TerminalOptions;
  readonly wantsHelp: boolean;
}

/** `fromBarA` is `--from-bar-a` in the terminal. */
export function flagName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Flags of the terminal itself, for the parser and for the help page. */
export const TERMINAL_FLAGS = {
  out: { type: 'string', argument: 'DIR', description: 'folder for the files (default segue-out)' },
  format: { type: 'string', argument: 'LIST', description: 'mp3, ogg, wav, mp4, or none (default mp3)' },
  json: { type: 'boolean', argument: '', description: 'print the answer as JSON' },
  quiet: { type: 'boolean', argument: '', description: 'print only what went wrong' },
  help: { type: 'boolean', argument: '', description: 'this page' },
} as const satisfies TerminalFlags;

/** Flags beside a command's own fields, by name. */
export type TerminalFlags = Readonly<
  Record<
    string,
    { readonly type: 'string' | 'boolean'; readonly argument: string; readonly description: string }
  >
>;

/**
 * Reads the words after the command's name.
 * @param flags the terminal's own; those of commands unless told
 * @throws UserError `unknown-option` or `bad-option`, saying where the help is
 */
export function readLine(
  command: CommandForm,
  words: readonly string[],
  flags: TerminalFlags = TERMINAL_FLAGS,
): ParsedLine {
  const fields = describeFields(command);
  const { values, positionals } = parseStrictly(command, fields, words, flags);
  const named: Record<string, string | boolean> = {};
  positionals.forEach((word, place) => {
    const field = command.positional[place];
    if (field === undefined) {
      throw new UserError(
        'unknown-option',
        `“${word}” is one word too many; see “segue ${command.name} --help”.`,
      );
    }
    named[field] = word;
  });
  for (const { name } of fields) {
    const value = values[flagName(name)];
    if (value !== undefined) named[name] = value;
  }
  return {
    values: named,
    wantsHelp: values['help'] === true,
    options: {
      out: typeof values['out'] === 'string' ? values['out'] : undefined,
      formats: readFormats(values['format']),
      json: values['json'] === true,
      quiet: values['quiet'] === true,
    },
  };
}

function parseStrictly(
  command: CommandForm,
  fields: readonly FieldDescription[],
  words: readonly string[],
  flags: TerminalFlags,
) {
  const own = fields.map(({ name, kind }) => {
    const type = kind === 'flag' ? ('boolean' as const) : ('string' as const);
    return [flagName(name), { type }] as const;
  });
  const shared = Object.entries(flags).map(([name, { type }]) => [name, { type }] as const);
  try {
    return parseArgs({
      args: joinNegatives(words),
      options: { ...Object.fromEntries(own), ...Object.fromEntries(shared) },
      allowPositionals: true,
    });
  } catch (cause) {
    const flag = /'(-[^' ]+)/.exec(cause instanceof Error ? cause.message : '')?.[1] ?? 'an option';
    throw new UserError(
      'unknown-option',
      `${flag} is not an option of “${command.name}”, or its value is missing; see “segue ${command.name} --help”.`,
      { cause },
    );
  }
}

/** `--register -1` as `--register=-1`: the parser would take a negative number for an option. */
function joinNegatives(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const flag = joined.at(-1);
    if (/^-\d*\.?\d+$/.test(word) && flag?.startsWith('--') && !flag.includes('=')) {
      joined[joined.length - 1] = `${flag}=${word}`;
    } else joined.push(word);
  }
  return joined;
}

function readFormats(value: string | boolean | undefined): TerminalOptions['formats'] {
  if (typeof value !== 'string') return ['mp3'];
  if (value === 'none') return [];
  const wanted = value.split(',').map((word) => word.trim().toLowerCase());
  const parsed = z.array(z.enum(AUDIO_FORMATS)).min(1).safeParse(wanted);
  if (!parsed.success) {
    throw new UserError(
      'bad-option',
      `--format takes ${AUDIO_FORMATS.join(', ')} with commas between, or none, not “${value}”.`,
    );
  }
  return [...new Set(parsed.data)];
}

/** Turns a word into a melody: a file where it looks like one, else a built-in tune. */
export type MelodyLoader = (word: string) => Promise<MelodySource>;

/**
 * Words to the command's validated input.
 * @throws UserError naming the first option that is missing or out of its limits
 */
export async function readInput<Input extends z.ZodObject>(
  command: CommandForm<Input>,
  line: ParsedLine,
  load: MelodyLoader,
): Promise<z.output<Input>> {
  const raw: Record<string, unknown> = {};
  for (const field of describeFields(command)) {
    const value = line.values[field.name];
    if (value === undefined) continue;
    if (field.kind === 'melody') raw[field.name] = await load(String(value));
    else raw[field.name] = isNumeric(field) ? numberFrom(field, String(value)) : value;
  }
  const parsed = command.input.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw explain(command, parsed.error.issues);
}

function isNumeric({ kind }: FieldDescription): boolean {
  return kind === 'integer' || kind === 'number';
}

function numberFrom({ name }: FieldDescription, word: string): number {
  const value = word.trim() === '' ? Number.NaN : Number(word);
  if (!Number.isFinite(value))
    throw new UserError('bad-option', `--${flagName(name)} takes a number, not “${word}”.`);
  return value;
}

function explain(command: CommandForm, issues: readonly z.core.$ZodIssue[]): UserError {
  const issue = issues[0];
  const field = describeFields(command).find(({ name }) => name === issue?.path[0]);
  const see = `see “segue ${command.name} --help”`;
  if (!issue || !field) return new UserError('bad-option', `Something in this line is not right; ${see}.`);
  if (field.required && issue.code === 'custom') {
    const example = command.examples[0] ?? command.name;
    return new UserError(
      'bad-option',
      `“${command.name}” needs a ${field.description}: try “segue ${example}”.`,
    );
  }
  return new UserError('bad-option', `--${flagName(field.name)} ${limitsOf(field, issue.message)}; ${see}.`);
}

function limitsOf(field: FieldDescription, message: string): string {
  if (field.choices.length > 0) return `is one of ${field.choices.join(', ')}`;
  if (message.startsWith('is ')) return message;
  const whole = field.kind === 'integer' ? 'a whole number ' : '';
  if (field.minimum !== undefined && field.maximum !== undefined) {
    return `is ${whole}from ${field.minimum} to ${field.maximum}`;
  }
  return `is not right (${field.description})`;
}
