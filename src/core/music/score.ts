import type { Note } from './melody.js';

/** A stretch of a score: one step of a morph, one sample, one variation. */
export interface ScoreSegment {
  /** Short label for the ribbon and the marker: `A`, `40 %`, `B`, `1`. */
  readonly label: string;
  /** Place on the way from A (0) to B (1); null where there is no way, as in samples. */
  readonly alpha: number | null;
  /** Notes with starts counted from the segment's own first step. */
  readonly notes: readonly Note[];
  /** Length in sixteenth steps. */
  readonly length: number;
}

/** What is rendered: segments one after the other, with all that MIDI, sound and picture need to know. */
export interface Score {
  readonly title: string;
  readonly segments: readonly ScoreSegment[];
  readonly stepsPerBar: number;
  readonly qpm: number;
  /** General MIDI program, 0 to 127. */
  readonly program: number;
  /** Steps at the start that lie before the first downbeat, a whole bar; absent where there is no pickup. */
  readonly pickup?: number;
}
