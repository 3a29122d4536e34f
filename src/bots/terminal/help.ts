import type { Command, CommandForm } from '../../core/commands/command.js';
import { describeFields, type FieldDescription } from '../../core/commands/describe-fields.js';
import { REPORT } from '../../report/request.js';
import { flagName, TERMINAL_FLAGS, type TerminalFlags } from './arguments.js';

/** The front page: what Segue is and what it can do here. */
export function overview(commands: readonly Command[]): string {
  const rows = [
    ...commands.map(({ name, summary }) => [name, summary] as const),
    [REPORT.name, REPORT.summary] as const,
    ['play', 'Follow a MIDI file or tune live, with a moving piano roll'] as const,
  ];
  return [
    'Segue plays with melodies in a latent space.',
    '',
    'usage: segue COMMAND [options]',
    '',
    ...rows.map(([name, summary]) => `  ${name.padEnd(9)} ${summary}`),
    '',
    'Each command explains itself: segue morph --help',
    'First try: segue morph twinkle mary',
  ].join('\n');
}

/** The page of one command, made from its definition. */
export function commandPage(command: CommandForm, flags: TerminalFlags = TERMINAL_FLAGS): string {
  const fields = describeFields(command);
  const places = command.positional.map((name) => placeholder(fields.find((field) => field.name === name)));
  const options = fields.filter(({ name }) => !command.positional.includes(name));
  const rows = [
    ...command.positional.flatMap((name) => {
      const field = fields.find((candidate) => candidate.name === name);
      return field ? [[placeholder(field), explanation(field)] as const] : [];
    }),
    ...options.map(
      (field) => [`--${flagName(field.name)} ${argument(field)}`.trim(), explanation(field)] as const,
    ),
  ];
  const shared = Object.entries(flags).map(
    ([name, flag]) => [`--${name} ${flag.argument}`.trim(), flag.description] as const,
  );
  const widest = Math.max(...[...rows, ...shared].map(([left]) => left.length));
  const row = ([left, right]: readonly [string, string]) => `  ${left.padEnd(widest)}  ${right}`;
  return [
    `${command.summary}.`,
    '',
    `usage: segue ${[command.name, ...places, '[options]'].join(' ')}`,
    ...(rows.length > 0 ? ['', ...rows.map(row)] : []),
    '',
    ...shared.map(row),
    '',
    'examples:',
    ...command.examples.map((example) => `  segue ${example}`),
  ].join('\n');
}

function placeholder(field: FieldDescription | undefined): string {
  if (!field) return '';
  const name = field.name.toUpperCase();
  return field.required ? name : `[${name}]`;
}

function argument({ kind, choices }: FieldDescription): string {
  if (choices.length > 0) return choices.join('|');
  if (kind === 'flag') return '';
  return kind === 'integer' || kind === 'number' ? 'N' : 'NAME';
}

function explanation({ description, kind, minimum, maximum, standard, choices }: FieldDescription): string {
  const limits: string[] = [];
  if (kind === 'melody') limits.push('a .mid file or a built-in tune');
  const both = minimum !== undefined && maximum !== undefined && maximum < 2 ** 31;
  if (both && !description.includes(String(maximum))) limits.push(`${minimum} to ${maximum}`);
  if (choices.length > 0 && kind === 'choice') limits.push(choices.join(' or '));
  if (standard !== undefined) limits.push(`default ${standard}`);
  return limits.length > 0 ? `${description} (${limits.join('; ')})` : description;
}
