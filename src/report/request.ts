import { z } from 'zod';
import {
  fromBar,
  instrument,
  type MelodySource,
  melody,
  part,
  seed,
  tempo,
} from '../core/commands/fields.js';

/** What the report is asked for; the terminal's flags and help are made from it, as for commands. */
export const REPORT = {
  name: 'report',
  summary: 'One page to keep: the walk from one melody to another, explained, played and measured',
  positional: ['a', 'b'],
  examples: ['report twinkle mary', 'report a.mid b.mid --seed 7 --out a-to-b.html'],
  input: z.object({
    a: melody('melody to start from'),
    b: melody('melody to arrive at'),
    seed,
    tempo,
    instrument,
    partA: part('the first file'),
    partB: part('the second file'),
    fromBarA: fromBar('the first melody'),
    fromBarB: fromBar('the second melody'),
  }),
} as const;

export type ReportRequest = z.output<typeof REPORT.input>;

/** Words of a command line, quoted for a POSIX shell where they need it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function flag(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** A melody as a word of the command line: the tune's name, or the file's name without its folder. */
function wordOf(source: MelodySource): string {
  return source.kind === 'tune' ? source.name : source.fileName;
}

/**
 * The line to type to get something again, such as `npx segue sample 2bars --seed 7`.
 * @param options by field name; what is undefined is left out
 */
export function commandLine(
  command: string,
  words: readonly (string | MelodySource)[],
  options: Readonly<Record<string, string | number | undefined>>,
): string {
  const named = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [flag(name), quoted(String(value))],
  );
  const placed = words.map((word) => quoted(typeof word === 'string' ? word : wordOf(word)));
  return ['npx segue', command, ...placed, ...named].join(' ');
}
