import { UserError } from '../../errors.js';
import { closestNames, plainName } from '../closest-names.js';
import type { Melody } from '../melody.js';
import { readTune } from './abc.js';
import { ANTHEMS_AND_DANCES } from './anthems-and-dances.js';
import { CAROLS } from './carols.js';
import { CHILDRENS_SONGS } from './childrens-songs.js';
import { CLASSICS } from './classics.js';
import { SONGS } from './songs.js';
import type { Tune } from './tune.js';

/** All built-in tunes, by name. */
export const TUNES: readonly Tune[] = [
  ...CHILDRENS_SONGS,
  ...SONGS,
  ...ANTHEMS_AND_DANCES,
  ...CAROLS,
  ...CLASSICS,
].toSorted((a, b) => (a.name < b.name ? -1 : 1));

/**
 * A built-in tune by its name or title; case, spaces, underscores and accents do not matter.
 * @throws UserError `unknown-tune`, with the nearest names
 */
export function findTune(name: string): Melody {
  const wanted = plainName(name);
  const tune = TUNES.find((one) => plainName(one.name) === wanted || plainName(one.title) === wanted);
  if (tune) return readTune(tune);
  const nearest = closestNames(
    name,
    TUNES.map((one) => one.name),
    3,
  ).join(', ');
  throw new UserError('unknown-tune', `There is no built-in tune of that name; the nearest are ${nearest}.`);
}
