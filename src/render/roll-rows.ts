import type { ScoreSegment } from '../core/music/score.js';

/** A stretch of one segment that stands in one row of the picture. All lengths are sixteenth steps. */
export interface RowPart {
  /** Index of the segment in the score. */
  readonly segment: number;
  /** First step of the segment that is shown. */
  readonly from: number;
  readonly steps: number;
  /** Where it begins in the row. */
  readonly at: number;
}

/** One row of the picture; music that is too long for one runs on in the next, like lines of a page. */
export interface Row {
  readonly parts: readonly RowPart[];
  /** First step of the row, counted from the score's beginning. */
  readonly firstStep: number;
  readonly steps: number;
}

/**
 * Breaks a score into rows. Segments stay whole where one fits a row, with as many to a row as keep the rows
 * even; longer segments are cut between bars into equal parts.
 * @param longest longest row in steps
 */
export function breakIntoRows(
  segments: readonly ScoreSegment[],
  stepsPerBar: number,
  longest: number,
): readonly Row[] {
  const total = segments.reduce((sum, { length }) => sum + length, 0);
  const limit = total <= longest ? total : evenLimit(segments, longest);
  const rows: Row[] = [];
  let parts: RowPart[] = [];
  let used = 0;
  let firstStep = 0;
  const endRow = (): void => {
    if (parts.length > 0) rows.push({ parts, firstStep, steps: used });
    firstStep += used;
    parts = [];
    used = 0;
  };
  segments.forEach(({ length }, segment) => {
    const piece = pieceLength(length, stepsPerBar, longest);
    for (let from = 0; from < length; from += piece) {
      const steps = Math.min(piece, length - from);
      if (used + steps > limit) endRow();
      parts.push({ segment, from, steps, at: used });
      used += steps;
    }
  });
  endRow();
  return rows;
}

/** The shortest row limit that needs no more rows than the longest would, so that no row is left nearly empty. */
function evenLimit(segments: readonly ScoreSegment[], longest: number): number {
  const longestSegment = Math.max(...segments.map(({ length }) => length));
  if (longestSegment > longest) return longest;
  const rows = Math.ceil(segments.length / Math.floor(longest / longestSegment));
  return longestSegment * Math.ceil(segments.length / rows);
}

function pieceLength(length: number, stepsPerBar: number, longest: number): number {
  if (length <= longest) return Math.max(1, length);
  const bars = Math.ceil(length / stepsPerBar);
  const pieces = Math.ceil(length / longest);
  return Math.ceil(bars / pieces) * stepsPerBar;
}
