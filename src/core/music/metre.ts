import { type Melody, type Note, STEPS_PER_BAR } from './melody.js';

/** A melody in bars of sixteen steps, and what was done to it. */
export interface Rebarred {
  readonly melody: Melody;
  readonly notice?: string;
}

/** Steps of a bar of three beats, which is drawn out to four. */
const THREE_BEATS = 12;

/** Bars of three quarters, or made of such, are stretched; so downbeats stay downbeats. */
function isStretched(stepsPerBar: number): boolean {
  return stepsPerBar % THREE_BEATS === 0 || stepsPerBar === THREE_BEATS / 2;
}

/** A step counted in bars of 12 to the same place in bars of 16; bar lines go to bar lines. */
function stretch(step: number): number {
  const bar = Math.floor(step / THREE_BEATS);
  return bar * STEPS_PER_BAR + (step - bar * THREE_BEATS);
}

/** The way back; steps of the added beat fall together on the bar line after it. */
function shrink(step: number): number {
  const bar = Math.floor(step / STEPS_PER_BAR);
  return bar * THREE_BEATS + Math.min(step - bar * STEPS_PER_BAR, THREE_BEATS);
}

function wholeBars(length: number, stepsPerBar: number): number {
  return Math.ceil(length / stepsPerBar) * stepsPerBar;
}

function moved(notes: readonly Note[], place: (step: number) => number): Note[] {
  return notes.map(({ pitch, start, end }) => ({ pitch, start: place(start), end: place(end) }));
}

/**
 * A melody in any metre to bars of 16 steps, the metre of the models.
 *
 * Bars of 12 steps (3/4, 6/8) get a fourth beat: a note that sounds up to the bar line is held through it, else it is
 * a rest. Bars of 24 (12/8, 6/4) are two such bars, two of 6 (3/8) are one. Bars that fit into 16 are joined. In all
 * other metres the notes stay where they are and bar lines are drawn every 16 steps.
 */
export function rebar(melody: Melody): Rebarred {
  const { stepsPerBar, notes, length } = melody;
  if (stepsPerBar === STEPS_PER_BAR) return { melody };
  if (isStretched(stepsPerBar)) {
    const stretched = {
      ...melody,
      notes: moved(notes, stretch),
      length: stretch(wholeBars(length, THREE_BEATS)),
      stepsPerBar: STEPS_PER_BAR,
    };
    return {
      melody: stretched,
      notice: 'Each bar of three beats was given a fourth, since the models count in four.',
    };
  }
  const joined = { ...melody, length: wholeBars(length, STEPS_PER_BAR), stepsPerBar: STEPS_PER_BAR };
  if (STEPS_PER_BAR % stepsPerBar === 0) {
    const bars = STEPS_PER_BAR / stepsPerBar;
    return { melody: joined, notice: `Every ${bars === 2 ? 'two' : bars} bars were joined into one of 4/4.` };
  }
  return {
    melody: joined,
    notice: 'Its bar lines were redrawn every four beats, since the models count in four.',
  };
}

/**
 * Puts a melody in bars of 16 steps back into its own metre; undoes `rebar`.
 *
 * In stretched metres notes that begin in the added beat are dropped, since that beat is gone.
 * @param stepsPerBar the metre to go back to, in steps
 */
export function unbar(melody: Melody, stepsPerBar: number): Melody {
  const { notes, length } = melody;
  if (stepsPerBar === STEPS_PER_BAR) return melody;
  if (!isStretched(stepsPerBar)) return { ...melody, stepsPerBar, length: wholeBars(length, stepsPerBar) };
  const shrunk = moved(notes, shrink).filter(({ start, end }) => end > start);
  return { ...melody, notes: shrunk, stepsPerBar, length: wholeBars(shrink(length), stepsPerBar) };
}
