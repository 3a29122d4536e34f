import { type Knobs, MOST_TURN, turned } from '../core/model/knobs.js';
import type { Latent } from '../core/model/latent.js';
import { normals, streamFor } from '../core/model/random.js';
import { stepsKept } from '../core/model/similarity.js';
import { ATTRIBUTES, type Attribute, type AttributeValues, attributesOf } from '../core/music/attributes.js';
import type { Tokens } from '../core/music/tokens.js';
import { type EvaluatedModel, inChunks, type OnDone } from './evaluated-model.js';
import { average, spearman } from './rank.js';

/** How well one knob does what it says. */
export interface KnobControl {
  /**
   * Mean over tunes of Spearman's rank correlation between the turn and the decoded attribute: 1 where every turn
   * further moves every tune further.
   */
  readonly spearman: number;
  /** Change of every decoded attribute by one turn, in standard deviations of that attribute; what is off target leaks. */
  readonly moves: Readonly<Record<Attribute, number>>;
  /** Share of the steps that one turn keeps, either way. */
  readonly stepsKept: number;
}

export type Control = Readonly<Record<Attribute, KnobControl>>;

export interface ControlOptions {
  /** Tunes drawn from the prior. */
  readonly tunes: number;
  readonly seed: number;
  readonly onDone?: OnDone;
}

/** Places of the dial, from one end to the other. */
const TURNS = Array.from({ length: 9 }, (_, place) => (place / 4 - 1) * MOST_TURN);

/**
 * Turns every knob by itself over its whole dial on tunes drawn from the prior, decodes greedily, and measures what
 * came out: the suite's section A.
 */
export async function measureControl(
  model: EvaluatedModel,
  knobs: Pick<Knobs, 'knobs'>,
  { tunes, seed, onDone = () => undefined }: ControlOptions,
): Promise<Control> {
  const z = priorLatents(model.latentSize, tunes, seed);
  const measured: [Attribute, KnobControl][] = [];
  for (const name of ATTRIBUTES) {
    const turnedZ = z.flatMap((latent) => TURNS.map((turn) => turned(latent, knobs, { [name]: turn })));
    const tokens = await inChunks(turnedZ, onDone, (chunk) => model.decode(chunk));
    measured.push([name, controlOf(name, tokens, knobs, model)]);
  }
  return Object.fromEntries(measured) as Control;
}

/** How many windows {@link measureControl} decodes. */
export function controlDecodes(tunes: number): number {
  return tunes * TURNS.length * ATTRIBUTES.length;
}

/** Draws from N(0, I). */
export function priorLatents(size: number, count: number, seed: number): Latent[] {
  return Array.from({ length: count }, (_, item) => normals(streamFor(seed, item, 'prior'), size));
}

/** @param tokens row by row: the dial of the first tune, of the second, and so on */
function controlOf(
  name: Attribute,
  tokens: readonly Tokens[],
  { knobs }: Pick<Knobs, 'knobs'>,
  { vocabulary }: EvaluatedModel,
): KnobControl {
  const dials: Tokens[][] = [];
  for (let from = 0; from < tokens.length; from += TURNS.length)
    dials.push(tokens.slice(from, from + TURNS.length));
  const values = dials.map((dial) => dial.map((window) => attributesOf(window, vocabulary)));
  const correlations = values.flatMap((dial) => correlationOf(dial, name));
  const moves = ATTRIBUTES.map((other) => [
    other,
    average(values.flatMap((dial) => slopeOf(dial, other))) / knobs[other].deviation,
  ]);
  const kept = dials.flatMap((dial) => [keptBy(dial, -1), keptBy(dial, 1)]);
  return {
    spearman: average(correlations),
    moves: Object.fromEntries(moves) as Record<Attribute, number>,
    stepsKept: average(kept),
  };
}

/** The correlation of one dial; nothing where the attribute cannot be measured at some place. */
function correlationOf(dial: readonly AttributeValues[], name: Attribute): number[] {
  const values = dial.map((measures) => measures[name]);
  return values.every(Number.isFinite) ? [spearman(TURNS, values)] : [];
}

/** Change by one turn: half the difference between the places one turn to either side. */
function slopeOf(dial: readonly AttributeValues[], name: Attribute): number[] {
  const change = ((dial[placeOf(1)]?.[name] ?? 0) - (dial[placeOf(-1)]?.[name] ?? 0)) / 2;
  return Number.isFinite(change) ? [change] : [];
}

function keptBy(dial: readonly Tokens[], turn: number): number {
  const [from, to] = [dial[placeOf(0)], dial[placeOf(turn)]];
  return from && to ? stepsKept(from, to) : 0;
}

function placeOf(turn: number): number {
  return TURNS.indexOf(turn);
}
