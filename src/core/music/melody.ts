/** One sounding note. Times are sixteenth steps; step 0 is the downbeat of the first full bar. */
export interface Note {
  /** MIDI pitch, 0 to 127; 60 is middle C. */
  readonly pitch: number;
  /** First step; negative in a pickup. */
  readonly start: number;
  /** First step after the note; greater than `start`. */
  readonly end: number;
}

/**
 * One line of music on a sixteenth grid: notes sorted by start, never overlapping, inside
 * `[-stepsPerBar, length)`. A gap is a rest; notes before step 0 are the pickup.
 */
export interface Melody {
  readonly title: string;
  readonly notes: readonly Note[];
  /** Steps from the first downbeat to the end, in whole bars, trailing rests included. */
  readonly length: number;
  /** 16 in 4/4, 12 in 3/4 and 6/8, 8 in 2/4. */
  readonly stepsPerBar: number;
  /** Tempo in quarter notes a minute. */
  readonly qpm: number;
}

/** Steps in a bar of 4/4, the metre of every model. */
export const STEPS_PER_BAR = 16;
/** Sixteenth steps in a quarter note. */
export const STEPS_PER_QUARTER = 4;
/** Tempo taken where nobody names one, in quarter notes a minute. */
export const DEFAULT_QPM = 120;
