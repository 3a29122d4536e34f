import { describe, expect, test } from 'vitest';
import { describeFields } from '../../../src/core/commands/describe-fields.js';
import { COMMANDS } from '../../../src/core/commands/table.js';

describe.each(COMMANDS.map((command) => [command.name, command] as const))('%s', (_, command) => {
  const fields = describeFields(command);

  test('every field says what it is', () => {
    for (const field of fields) expect(field.description, field.name).not.toBe('');
  });

  test('places are fields, and only places may be required', () => {
    const names = fields.map(({ name }) => name);
    for (const place of command.positional) expect(names).toContain(place);
    for (const field of fields.filter(({ required }) => required))
      expect(command.positional).toContain(field.name);
  });

  test('examples begin with its name', () => {
    for (const example of command.examples) expect(example.split(' ')[0]).toBe(command.name);
  });
});

test('limits and defaults come from the schema', () => {
  const morph = COMMANDS.find(({ name }) => name === 'morph');
  const steps = morph ? describeFields(morph).find(({ name }) => name === 'steps') : undefined;
  expect(steps).toMatchObject({ kind: 'integer', minimum: 3, maximum: 16, standard: 8, required: false });
});
