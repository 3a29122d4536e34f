import { z } from 'zod';
import { TUNES } from '../music/tunes/tunes.js';
import { defineCommand } from './command.js';

/** Tunes: the built-in melodies that stand wherever a melody is asked for. */
export const tunes = defineCommand({
  name: 'tunes',
  summary: 'The built-in tunes',
  input: z.object({}),
  answers: 'report',
  positional: [],
  examples: ['tunes'],
  async run() {
    const widest = Math.max(...TUNES.map(({ name }) => name.length));
    return {
      kind: 'report',
      title: `${TUNES.length} built-in tunes`,
      lines: TUNES.map(({ name, title, origin }) => `${name.padEnd(widest)}  ${title} (${origin})`),
      facts: { tunes: TUNES.map(({ name, title, origin }) => ({ name, title, origin })) },
    };
  },
});
