import type { SegueGrid } from './midi-song.js';

/**
 * The text event that Segue writes into its files and reads back.
 *
 * MIDI has no place for "this bar is a pickup" or "rests follow", so a tune would lose both on its way through a
 * file. Other programs show the line as a comment.
 */
export function writeGridMark({ downbeat, length, stepsPerBar }: SegueGrid): string {
  return `segue grid: downbeat ${downbeat}, length ${length}, bar ${stepsPerBar}`;
}

const MARK = /^segue grid: downbeat (\d{1,6}), length (\d{1,6}), bar (\d{1,3})$/;

/** The grid in the first such line; null where there is none or it contradicts itself. */
export function readGridMark(texts: readonly string[]): SegueGrid | null {
  const match = texts.map((text) => MARK.exec(text)).find((found) => found !== null);
  if (!match) return null;
  const [downbeat = 0, length = 0, stepsPerBar = 0] = match.slice(1).map(Number);
  const sound = stepsPerBar > 0 && length > 0 && length % stepsPerBar === 0 && downbeat % stepsPerBar === 0;
  return sound ? { downbeat, length, stepsPerBar } : null;
}
