import type { PartNote } from './midi-song.js';

/** Places of triplets and sextuplets in a quarter note that no sixteenth shares. */
const TRIPLETS: readonly number[] = [1 / 6, 1 / 3, 2 / 3, 5 / 6];
/** How near an onset has to be to a triplet to be one: a third of the way to the nearest sixteenth, in quarters. */
const NEAR_TRIPLET = 1 / 36;
/** How far off the grid an onset counts as loose, in quarters; exact files are within a tick or two. */
const LOOSE = 1 / 20;
/** Share of loose onsets from which a file counts as played freely. */
const FREELY_PLAYED = 0.3;

/**
 * A word about notes that were not on the sixteenth grid: triplets (or swing), else free playing; null where nearly
 * all were.
 */
export function timingNotice(notes: readonly PartNote[], ticksPerQuarter: number): string | null {
  const places = notes.map(({ start }) => (start % ticksPerQuarter) / ticksPerQuarter);
  const triplets = places.filter((place) =>
    TRIPLETS.some((one) => Math.abs(place - one) <= NEAR_TRIPLET),
  ).length;
  const loose = places.filter((place) => Math.abs(place * 4 - Math.round(place * 4)) / 4 > LOOSE).length;
  if (loose === 0) return null;
  // Free playing falls on triplets by chance, on about a quarter of all places.
  if (triplets > 0 && triplets >= loose * 0.7) {
    const what = triplets === 1 ? 'One triplet note was' : `${triplets} triplet or swung notes were`;
    return `${what} moved to the nearest sixteenth.`;
  }
  if (loose < notes.length * FREELY_PLAYED) return null;
  return 'It is played freely, not on a steady beat; notes were moved to the nearest sixteenth.';
}
