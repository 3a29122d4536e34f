import { notesKept, stepsKept } from '../model/similarity.js';
import type { Tokens } from '../music/tokens.js';
import { percent } from './wording.js';

/** How near a decode comes to the window that it was made from. */
export interface Fidelity {
  /** Share of the steps kept, 0 to 1. Steps that only hold count too: a model that always holds keeps over half. */
  readonly steps: number;
  /** Notes kept at the same step on the same pitch. */
  readonly notes: number;
  readonly ofNotes: number;
}

/** Measures a decode against what was heard. */
export function fidelityOf(heard: Tokens, decoded: Tokens): Fidelity {
  const { kept, of } = notesKept(heard, decoded);
  return { steps: stepsKept(heard, decoded), notes: kept, ofNotes: of };
}

/** `97 % of its steps and 12 of its 14 notes`. */
export function fidelityInWords({ steps, notes, ofNotes }: Fidelity): string {
  return `${percent(steps)} of its steps and ${notes} of its ${ofNotes} notes`;
}
