import { afterAll } from 'vitest';
import type { z } from 'zod';
import type { Command, CommandContext } from '../../../src/core/commands/command.js';
import type { Creation } from '../../../src/core/creation.js';
import { openEngine } from '../../../src/core/model/engine.js';
import { openModelLibrary } from '../../../src/core/model/model-library.js';
import { openMidiReader } from '../../../src/core/music/midi-in.js';

/** The real parts, as the terminal opens them, closed after the file's tests. */
export function openParts(): CommandContext {
  const models = openModelLibrary({
    folder: new URL('../../../models/', import.meta.url),
    engine: () => openEngine('auto'),
  });
  const midi = openMidiReader();
  afterAll(() => Promise.all([models.close(), midi.close()]));
  return { models, midi, newSeed: () => 7 };
}

/** Runs a command that makes music, its input checked as an adapter checks it. */
export async function create<Input extends z.ZodObject>(
  command: Command<Input>,
  parts: CommandContext,
  input: z.input<Input>,
): Promise<Creation> {
  const answer = await command.run(parts, command.input.parse(input));
  if (answer.kind !== 'creation') throw new Error(`${command.name} made no music`);
  return answer;
}

/** A built-in tune as a member names it. */
export function tune(name: string) {
  return { kind: 'tune', name } as const;
}
