import { z } from 'zod';
import type { CommandForm } from './command.js';

/** What an adapter must know of a field to offer it: everything comes from the command's own schema. */
export interface FieldDescription {
  readonly name: string;
  readonly description: string;
  readonly kind: 'melody' | 'instrument' | 'choice' | 'integer' | 'number' | 'text' | 'flag';
  readonly required: boolean;
  readonly choices: readonly string[];
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly standard: string | number | boolean | undefined;
}

type JsonField = z.core.JSONSchema.BaseSchema & { kind?: unknown };

function kindOf(field: JsonField): FieldDescription['kind'] {
  if (field.kind === 'melody' || field.kind === 'instrument') return field.kind;
  if (field.enum) return 'choice';
  if (field.type === 'integer' || field.type === 'number') return field.type;
  return field.type === 'boolean' ? 'flag' : 'text';
}

function plain(value: unknown): string | number | boolean | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
}

/** The command's fields in the order they were written down. */
export function describeFields({ input }: Pick<CommandForm, 'input'>): FieldDescription[] {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    if (typeof field === 'boolean') return [];
    return {
      name,
      description: field.description ?? '',
      kind: kindOf(field),
      required: required.has(name),
      choices: (field.enum ?? []).map(String),
      minimum: field.minimum,
      maximum: field.maximum,
      standard: plain(field.default),
    };
  });
}
