import { type Knobs, turned } from '../core/model/knobs.js';
import { ATTRIBUTES, type Attribute, attributesOf } from '../core/music/attributes.js';
import type { Tokens } from '../core/music/tokens.js';
import { controlDecodes, measureControl, priorLatents } from './control.js';
import { type EvaluatedModel, inChunks, type OnDone } from './evaluated-model.js';
import { average, deviation, ranks } from './rank.js';
import { multiply, ridgeInverse } from './solve.js';

export interface MakeKnobsOptions {
  /** Tunes drawn from the prior on which the directions are parted and scaled. */
  readonly tunes: number;
  readonly seed: number;
  readonly command: string;
  readonly enter: (words: string, items: number) => OnDone;
}

/** Spearman's correlation that a knob must reach. */
const ENOUGH = 0.8;
/** Rounds in which the directions are parted by what they really do to decoded tunes. */
const ROUNDS = 3;
/** Keeps the parting of two attributes that hardly come apart (short notes are many notes) from running away. */
const RIDGE = 0.15;
/** Lengths that are tried, as shares of the one at which one turn is one standard deviation. */
const LENGTHS = [0.7, 1, 1.4];
/** What another length must gain in Spearman's correlation. */
const WORTH_IT = 0.005;
/** Longest direction, as a share of the usual length √Z of a draw from the prior: beyond lies no music. */
const LONGEST = 0.5;

/**
 * Directions along which one attribute of the decoded music changes and the others change as little as may be.
 *
 * They begin as the covariance of mu with the normal scores of what it decodes to, over training windows, much
 * like the difference of the outer quartiles' means (Roberts et al. 2018, section 4.4). What each does to every *decoded*
 * attribute is then measured on draws from the prior, and the directions are mixed by the ridge inverse of that
 * response; a disentangled encoder alone does not make a controllable decoder (Pati & Lerch 2021).
 */
export async function makeKnobs(
  model: EvaluatedModel,
  windows: readonly Tokens[],
  { tunes, seed, command, enter }: MakeKnobsOptions,
): Promise<Knobs> {
  const mu = await inChunks(windows, enter('encoding windows', windows.length), async (chunk) => {
    return (await model.encode(chunk)).mu;
  });
  const echoes = await inChunks(mu, enter('decoding them', mu.length), (chunk) => model.decode(chunk));
  const fit = priorLatents(model.latentSize, tunes, seed + 1);
  const plain = await inChunks(fit, enter('decoding tunes', fit.length), (chunk) => model.decode(chunk));
  const deviations = deviationsOf(plain, model);
  let directions = shortened(startingDirections(mu, echoes, model));
  for (let round = 1; round <= ROUNDS; round++) {
    const items = 2 * ATTRIBUTES.length * fit.length;
    const onDone = enter(`parting the knobs, round ${round} of ${ROUNDS}`, items);
    const knobs = withDirections(directions, deviations);
    const response: number[][] = ATTRIBUTES.map(() => []);
    for (const name of ATTRIBUTES) {
      const far = await decodeTurned(1, name);
      const near = await decodeTurned(-1, name);
      ATTRIBUTES.forEach((other, row) => {
        response[row]?.push(meanChange(near, far, other) / 2 / deviations[other]);
      });
    }
    directions = shortened(multiply(directions, ridgeInverse(response, RIDGE)));

    async function decodeTurned(turn: number, name: Attribute) {
      const z = fit.map((latent) => turned(latent, knobs, { [name]: turn }));
      const tokens = await inChunks(z, onDone, (chunk) => model.decode(chunk));
      return tokens.map((row) => attributesOf(row, model.vocabulary));
    }
  }
  return measured(withDirections(await atBestLength(), deviations));

  /** Gives every direction the length at which its knob is surest: too short does nothing, too long leaves music. */
  async function atBestLength(): Promise<number[][]> {
    const best = ATTRIBUTES.map(() => ({ length: 1, spearman: -1 }));
    for (const length of LENGTHS) {
      const onDone = enter('looking for the surest length', controlDecodes(fit.length));
      const knobs = withDirections(
        directions.map((row) => row.map((value) => value * length)),
        deviations,
      );
      const control = await measureControl(model, knobs, { tunes, seed: seed + 1, onDone });
      ATTRIBUTES.forEach((name, k) => {
        const { spearman } = control[name];
        if (spearman > (best[k]?.spearman ?? 0) + WORTH_IT) best[k] = { length, spearman };
      });
    }
    return directions.map((row) => row.map((value, k) => value * (best[k]?.length ?? 1)));
  }

  /** On other draws than those that the directions were made from. */
  async function measured(knobs: Pick<Knobs, 'knobs'>): Promise<Knobs> {
    const onDone = enter('measuring the knobs', controlDecodes(tunes));
    const control = await measureControl(model, knobs, { tunes, seed: seed + 2, onDone });
    const entries = ATTRIBUTES.map((name) => {
      const { spearman, moves } = control[name];
      return [name, { ...knobs.knobs[name], spearman, reached: spearman >= ENOUGH, moves }];
    });
    return {
      version: 1,
      modelHash: model.hash,
      command,
      knobs: Object.fromEntries(entries) as Knobs['knobs'],
    };
  }
}

/** Columns `[Z][6]`: covariance of mu with the normal scores of each decoded attribute, as long as a short step. */
function startingDirections(
  mu: readonly Float32Array[],
  windows: readonly Tokens[],
  { vocabulary, latentSize }: EvaluatedModel,
): number[][] {
  const attributes = windows.map((window) => attributesOf(window, vocabulary));
  const columns = ATTRIBUTES.map((name) => {
    const rows = attributes.flatMap((values, row) => (Number.isFinite(values[name]) ? [row] : []));
    const scores = normalScores(rows.map((row) => attributes[row]?.[name] ?? 0));
    const covariance = new Array<number>(latentSize).fill(0);
    rows.forEach((row, place) => {
      mu[row]?.forEach((value, d) => {
        covariance[d] = (covariance[d] ?? 0) + (value * (scores[place] ?? 0)) / rows.length;
      });
    });
    const length = Math.hypot(...covariance);
    return covariance.map((value) => (value / length) * 0.2 * Math.sqrt(latentSize));
  });
  return Array.from({ length: latentSize }, (_, d) => columns.map((column) => column[d] ?? 0));
}

/** Ranks as quantiles of the normal distribution, so that no odd tune weighs much; a logistic curve is near enough. */
function normalScores(values: readonly number[]): number[] {
  return ranks(values).map((rank) => {
    const share = (rank - 0.5) / values.length;
    return Math.log(share / (1 - share)) / 1.702;
  });
}

function shortened(directions: readonly (readonly number[])[]): number[][] {
  const longest = LONGEST * Math.sqrt(directions.length);
  const scales = ATTRIBUTES.map((_, k) => {
    const length = Math.hypot(...directions.map((row) => row[k] ?? 0));
    return Math.min(1, longest / length);
  });
  return directions.map((row) => row.map((value, k) => value * (scales[k] ?? 1)));
}

function deviationsOf(tokens: readonly Tokens[], { vocabulary }: EvaluatedModel): Record<Attribute, number> {
  const values = tokens.map((window) => attributesOf(window, vocabulary));
  const entries = ATTRIBUTES.map((name) => [
    name,
    Math.max(1e-6, deviation(values.map((measures) => measures[name]).filter(Number.isFinite))),
  ]);
  return Object.fromEntries(entries) as Record<Attribute, number>;
}

function meanChange(
  from: readonly Readonly<Record<Attribute, number>>[],
  to: readonly Readonly<Record<Attribute, number>>[],
  name: Attribute,
): number {
  return average(
    from
      .map((values, row) => (to[row]?.[name] ?? Number.NaN) - values[name])
      .filter((change) => Number.isFinite(change)),
  );
}

function withDirections(
  directions: readonly (readonly number[])[],
  deviations: Readonly<Record<Attribute, number>>,
): Pick<Knobs, 'knobs'> {
  const unmeasured = Object.fromEntries(ATTRIBUTES.map((name) => [name, 0])) as Record<Attribute, number>;
  const entries = ATTRIBUTES.map((name, k) => [
    name,
    {
      direction: directions.map((row) => Number((row[k] ?? 0).toFixed(5))),
      deviation: deviations[name],
      spearman: 0,
      reached: false,
      moves: unmeasured,
    },
  ]);
  return { knobs: Object.fromEntries(entries) as Knobs['knobs'] };
}
