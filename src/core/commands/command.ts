import type { z } from 'zod';
import type { Answer } from '../creation.js';
import type { ModelLibrary } from '../model/model-library.js';
import type { MidiReader } from '../music/midi-in.js';

/** What every command may use; made once by the adapter and shared. */
export interface CommandContext {
  readonly models: ModelLibrary;
  readonly midi: MidiReader;
  /** Called when the command enters a new stage, in words for a progress line. */
  readonly onStage?: (stage: string) => void;
  /** Stops the command as soon as it can be stopped. */
  readonly signal?: AbortSignal;
  /** A new seed for a request that names none. */
  readonly newSeed: () => number;
}

/** What of a command is needed to read a request for it and to explain it. */
export type CommandForm<Input extends z.ZodObject = z.ZodObject> = Pick<
  Command<Input>,
  'name' | 'summary' | 'input' | 'positional' | 'examples'
>;

/**
 * One command, whole: its name, what it says of itself, what it takes, what it does.
 *
 * The terminal's flags, the help page and (later) the platforms' registrations are made from `input`, whose
 * fields carry their descriptions, limits and choices.
 */
export interface Command<Input extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly summary: string;
  readonly input: Input;
  /** What it answers: music with its files, or lines of text. */
  readonly answers: Answer['kind'];
  /** Fields that may be given by place instead of by name, in this order. */
  readonly positional: readonly string[];
  /** Command lines (without the program's name) that show its use. */
  readonly examples: readonly string[];
  /** @throws UserError with one sentence where the request cannot be met */
  run(context: CommandContext, input: z.output<Input>): Promise<Answer>;
}

/** Keeps the input's type while a command is written down. */
export function defineCommand<Input extends z.ZodObject>(command: Command<Input>): Command<Input> {
  return command;
}
