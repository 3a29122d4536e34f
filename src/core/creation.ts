import type { Score } from './music/score.js';

/** All that is needed to make a creation again: the same recipe gives the same MIDI bytes. */
export interface Recipe {
  /** Version of the recipe's form. */
  readonly version: 1;
  readonly command: string;
  /** The command's input after validation; melodies stand as their tokens and title. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly temperature: number;
  readonly model: { readonly name: string; readonly hash: string };
  /** The tokens that came out, one row a segment; a stored creation is reopened from these. */
  readonly tokens: readonly (readonly number[])[];
}

/** What a command that makes music answers; every adapter shows the same. */
export interface Creation {
  readonly kind: 'creation';
  /** Short id made from the recipe; the same recipe has the same id. */
  readonly id: string;
  readonly score: Score;
  readonly recipe: Recipe;
  /** Key in words, such as `A♭ minor`; null where there are too few notes to tell. */
  readonly key: string | null;
  /** What the listener should know, one sentence each: what was changed in the input, how near the ends are. */
  readonly notices: readonly string[];
  /** Measured figures by name, such as `fidelityA: 0.91`, for `--json` and the line of facts. */
  readonly facts: Readonly<Record<string, number | string>>;
  /** The picture in words, at most 1,024 characters. */
  readonly altText: string;
}

/** What a command that only tells something answers: lines of text and the same as plain values. */
export interface Report {
  readonly kind: 'report';
  readonly title: string;
  readonly lines: readonly string[];
  readonly facts: Readonly<Record<string, unknown>>;
}

export type Answer = Creation | Report;

export type ArtefactKind = 'mid' | 'mp3' | 'ogg' | 'wav' | 'png' | 'mp4';

/** One finished file. */
export interface Artefact {
  readonly kind: ArtefactKind;
  /** Safe on every system: letters, digits, dots and hyphens. */
  readonly fileName: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array;
  /** What the file shows, for pictures. */
  readonly altText?: string;
}
