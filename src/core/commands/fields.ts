import { z } from 'zod';

/** A melody as a member gives it: one of the built-in tunes by name, or a MIDI file's bytes. */
export type MelodySource =
  | { readonly kind: 'tune'; readonly name: string }
  | { readonly kind: 'file'; readonly fileName: string; readonly bytes: Uint8Array };

function isMelodySource(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return value.kind === 'tune' || value.kind === 'file';
}

/** A melody field; adapters show it as an attachment with the built-in tunes as an alternative. */
export function melody(description: string) {
  return z
    .custom<MelodySource>(isMelodySource, 'needs a melody: the name of a built-in tune or a MIDI file')
    .meta({ kind: 'melody', description });
}

/** Which part of a file is the melody: its number, or words of its name. */
export function part(of: string) {
  return z
    .string()
    .min(1)
    .max(80)
    .optional()
    .meta({
      description: `part of ${of} to take, by number or name (see inspect); the likeliest by default`,
    });
}

/** First bar of the window, counted from 1. */
export function fromBar(of: string) {
  return z
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .meta({ description: `bar of ${of} to start from; the first bars with music by default` });
}

export const LENGTHS = ['2bars', '16bars'] as const;
export type Length = (typeof LENGTHS)[number];

export const length = z.enum(LENGTHS).default('2bars').meta({ description: 'how long each melody is' });

export const seed = z
  .int()
  .min(0)
  .max(2 ** 32 - 1)
  .optional()
  .meta({ description: 'the same seed gives the same music; a new one by default' });

/** Temperature of sampling: 0 always takes the likeliest, higher dares more. */
export function temperature(standard: number) {
  return z
    .number()
    .refine((value) => value === 0 || (value >= 0.1 && value <= 1.5), 'is 0, or from 0.1 to 1.5')
    .default(standard)
    .meta({
      minimum: 0,
      maximum: 1.5,
      description: '0 takes the likeliest at every step; 0.1 to 1.5 draws, higher is wilder',
    });
}

export const tempo = z
  .number()
  .min(20)
  .max(400)
  .optional()
  .meta({ description: 'quarter notes a minute; the tempo of the (first) melody by default' });

export const instrument = z
  .string()
  .min(1)
  .max(40)
  .optional()
  .meta({ kind: 'instrument', description: 'General MIDI instrument, by name or number 1 to 128' });

export const model = z
  .string()
  .regex(/^[a-z0-9_]{1,40}$/, 'is the name of a folder in models/, such as mel_2bar')
  .optional()
  .meta({ description: 'model to use; the one made for the length by default' });
