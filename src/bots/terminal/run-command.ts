import { randomInt } from 'node:crypto';
import type { Command, CommandContext } from '../../core/commands/command.js';
import type { Answer, Artefact, ArtefactKind, Creation } from '../../core/creation.js';
import type { ModelLibrary } from '../../core/model/model-library.js';
import type { MidiReader } from '../../core/music/midi-in.js';
import type { Studio } from '../../render/render.js';
import { terminalRoll } from '../../render/terminal-roll.js';
import { type ParsedLine, readInput } from './arguments.js';
import { melodyFromWord } from './melody-word.js';
import { openOutputFolder } from './output-folder.js';
import { openProgress } from './progress.js';

/** Stages of a command before its files: waking, listening, finding the way. */
const THINKING_STAGES = 3;

/** What the terminal runs commands with; opened by `main`, closed there. */
export interface TerminalParts {
  readonly models: ModelLibrary;
  readonly midi: MidiReader;
  readonly studio: Studio;
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
  readonly signal: AbortSignal;
  /** Folder with one folder a model. */
  readonly modelsFolder: string | URL;
}

/**
 * Runs one command from its parsed line: makes the creation, writes its files, prints the answer.
 * @throws UserError where the request cannot be met; files that were finished before stay
 */
export async function runCommand(command: Command, line: ParsedLine, parts: TerminalParts): Promise<void> {
  const { options } = line;
  const input = await readInput(command, line, melodyFromWord);
  // Opened before the work: nobody should wait for music that cannot be kept.
  const folder =
    command.answers === 'creation' ? await openOutputFolder(options.out ?? 'segue-out') : undefined;
  const kinds: ArtefactKind[] = ['mid', 'png', ...options.formats];
  const progress = openProgress(THINKING_STAGES + kinds.length, parts.err, options.quiet || options.json);
  let thinking = '';
  const context: CommandContext = {
    models: parts.models,
    midi: parts.midi,
    signal: parts.signal,
    onStage: (stage) => {
      progress.done(thinking);
      thinking = stage;
      progress.stage(stage);
    },
    newSeed: () => randomInt(2 ** 32),
  };
  const files: string[] = [];
  let answer: Answer;
  try {
    answer = await command.run(context, input);
    progress.done(thinking);
    if (answer.kind === 'creation' && folder) {
      const rendered = parts.studio.render(answer, kinds, {
        signal: parts.signal,
        onStage: (stage, done) => {
          if (done) progress.done(stage);
          else progress.stage(stage);
        },
      });
      for await (const artefact of rendered) {
        files.push(await folder.write(nameWithId(artefact, answer), artefact.bytes));
      }
    }
  } finally {
    progress.stop();
    if (files.length > 0 && !options.json && !options.quiet) parts.out.write(`${files.join('\n')}\n`);
  }
  if (options.quiet && !options.json) return;
  parts.out.write(options.json ? `${json(answer, files)}\n` : `${inWords(answer, parts.out)}\n`);
}

/** The id keeps two creations of one title apart, so that none overwrites another. */
function nameWithId({ fileName }: Artefact, { id }: Creation): string {
  const dot = fileName.lastIndexOf('.');
  return `${fileName.slice(0, dot)}-${id.slice(0, 6)}${fileName.slice(dot)}`;
}

function json(answer: Answer, files: readonly string[]): string {
  if (answer.kind === 'report') return JSON.stringify({ title: answer.title, ...answer.facts }, null, 2);
  const { id, score, key, facts, notices, altText, recipe } = answer;
  const { title, qpm, program } = score;
  return JSON.stringify({ id, title, qpm, program, key, facts, notices, altText, files, recipe }, null, 2);
}

function inWords(answer: Answer, out: NodeJS.WriteStream): string {
  if (answer.kind === 'report') return [answer.title, '', ...answer.lines].join('\n');
  const { score, key, notices, facts, recipe } = answer;
  const roll = terminalRoll(score, {
    columns: Math.min(out.columns ?? 100, 160),
    colour: out.isTTY === true,
  });
  const tempo = `${Math.round(score.qpm)} quarter notes a minute`;
  return [
    '',
    score.title,
    [tempo, key, `seed ${recipe.seed}`, `${recipe.model.name} on ${facts['engine']}`]
      .filter(Boolean)
      .join(' · '),
    '',
    ...roll,
    '',
    ...notices.map((notice) => `· ${notice}`),
  ].join('\n');
}
