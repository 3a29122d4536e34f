import { UserError } from '../errors.js';
import type { Tokens } from '../music/tokens.js';
import type { Latent } from './latent.js';

/** Lowest and highest temperature that draws. */
export const TEMPERATURES = { lowest: 0.1, highest: 1.5 } as const;

/** @throws UserError `bad-option` unless the temperature is 0 or in range */
export function checkTemperature(temperature: number): void {
  const { lowest, highest } = TEMPERATURES;
  if (temperature === 0 || (temperature >= lowest && temperature <= highest)) return;
  throw new UserError('bad-option', `The temperature must be 0, or from ${lowest} to ${highest}.`);
}

/** @throws UserError `bad-option` unless the seed is an integer from 0 on */
export function checkSeed(seed: number): number {
  if (Number.isSafeInteger(seed) && seed >= 0) return seed;
  throw new UserError('bad-option', 'The seed must be a whole number from 0 on.');
}

/** @throws UserError `bad-option` unless there is one stream, an integer from 0 on, for every row */
export function checkItems(items: readonly number[], rows: number): readonly number[] {
  if (items.length === rows && items.every((item) => Number.isSafeInteger(item) && item >= 0)) return items;
  throw new UserError('bad-option', 'Every latent needs one item number, a whole number from 0 on.');
}

/** @throws UserError `bad-option` unless the value is an integer between the limits */
export function checkCount(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new UserError('bad-option', `The ${name} must be a whole number from ${least} to ${most}.`);
}

/** @throws UserError `bad-option` unless the amount lies between 0 and 1 */
export function checkAmount(amount: number): void {
  if (amount >= 0 && amount <= 1) return;
  throw new UserError('bad-option', 'The amount must lie between 0 and 1.');
}

/** @throws UserError `bad-option` unless every latent is finite and has the model's size */
export function checkLatents(z: readonly Latent[], size: number): void {
  if (z.every((latent) => latent.length === size && latent.every(Number.isFinite))) return;
  throw new UserError('bad-option', `A latent of this model must be ${size} finite numbers.`);
}

/** @throws UserError `bad-option` unless every window has the model's length and labels */
export function checkTokens(tokens: readonly Tokens[], steps: number, labels: number): readonly Tokens[] {
  if (tokens.every((window) => window.length === steps && window.every((label) => label < labels)))
    return tokens;
  throw new UserError('bad-option', `A window of this model must be ${steps} labels below ${labels}.`);
}
