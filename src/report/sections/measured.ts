import { lineChart } from '../chart.js';
import type { ReportContents, ReportModel } from '../contents.js';
import type { Collapse, Evaluation } from '../figures.js';
import { html, type Markup } from '../html.js';

/** A row of the table: a figure in words, and where it stands in an evaluation. */
interface Figure {
  readonly name: string;
  readonly meaning: string;
  readonly of: (evaluation: Evaluation) => string | undefined;
}

const FIGURES: readonly Figure[] = [
  {
    name: 'Right steps, as Segue plays',
    meaning: 'encoded, then decoded taking the likeliest step; 95 % interval',
    of: ({ reconstruction }) => estimate(reconstruction?.greedy),
  },
  {
    name: 'Right steps, drawn',
    meaning: 'every step drawn at temperature 1, z drawn from the cloud',
    of: ({ reconstruction }) => estimate(reconstruction?.sampled),
  },
  {
    name: 'Right steps, prompted',
    meaning: 'told the right steps so far, guess the next (teacher-forced)',
    of: ({ reconstruction }) => estimate(reconstruction?.teacherForced),
  },
  {
    name: 'Right steps of silence',
    meaning: 'for comparison: always “go on as before”',
    of: ({ baselines }) => share(baselines?.allHold?.mean),
  },
  {
    name: 'Whole bars right',
    meaning: 'all sixteen steps, as Segue plays',
    of: ({ reconstruction }) => share(reconstruction?.greedy?.exactBars),
  },
  {
    name: 'What z tells',
    meaning: 'KL, mean of the melodies',
    of: ({ reconstruction }) => withUnit(reconstruction?.klBits, 0, ' bits'),
  },
  {
    name: 'Steady walks',
    meaning: 'share of moves that do not turn back towards A (monotonicity)',
    of: ({ interpolation }) => share(interpolation?.monotonicity),
  },
  {
    name: 'Oddest place of a walk',
    meaning: 'surprise to a simple language model, against the ends: 1 is as usual as these',
    of: ({ interpolation }) => withUnit(interpolation?.worstCostRatio, 2, ' times'),
  },
  {
    name: 'The same by coin',
    meaning: 'for comparison: mixing step by step',
    of: ({ baselines }) => withUnit(baselines?.mixing?.worstCostRatio, 2, ' times'),
  },
  {
    name: 'Invented tunes like real ones',
    meaning: 'overlapping area of their statistics, 1 being the same',
    of: ({ samples }) => withUnit(samples?.overlappingArea, 2, ''),
  },
  {
    name: 'Real tunes like real ones',
    meaning: 'for comparison: as near as can be expected',
    of: ({ samples }) => withUnit(samples?.overlappingAreaCeiling, 2, ''),
  },
  {
    name: 'Invented tunes that are memories',
    meaning: 'nearly the same as a tune it learnt from',
    of: ({ samples }) => share(samples?.memorised),
  },
  {
    name: 'Invented tunes that are none',
    meaning: 'hardly a note, or one note over and over',
    of: ({ samples }) => share(samples?.degenerate),
  },
];

/** The numbers of the evaluation, with what they mean; what was not measured is said to be so. */
export function measured({ twoBars, hierarchical, flat, collapse }: ReportContents): Markup {
  const models = [twoBars, hierarchical, flat].flatMap((part) => (part ? [part.model] : []));
  if (models.every(({ evaluation }) => evaluation === undefined)) {
    return html`<section id="measured">
<h2>Measured</h2>
<p>Not measured: no evaluation of these weights lies beside them. <code>npm run evaluate</code> makes one.</p>
${collapse ? collapseCurve(collapse) : undefined}
</section>`;
  }
  return html`<section id="measured">
<h2>Measured</h2>
<p>On tunes that the models never saw, and whose relatives they never saw either. The figures come from the files that
<code>npm run evaluate</code> wrote for exactly these weights.</p>
${table(models)}
${byBar([hierarchical?.model, flat?.model])}
${collapse ? collapseCurve(collapse) : undefined}
</section>`;
}

function table(models: readonly ReportModel[]): Markup {
  const heads = models.map(
    ({ name, bars, hierarchical }) =>
      html`<th scope="col"><code>${name}</code><small>${bars} bars, ${hierarchical ? 'with conductor' : 'flat'}</small></th>`,
  );
  const rows = FIGURES.map(
    ({ name, meaning, of }) => html`<tr><th scope="row">${name}<small>${meaning}</small></th>${models.map(
      (model) =>
        html`<td data-model="${model.name}">${(model.evaluation && of(model.evaluation)) ?? 'not measured'}</td>`,
    )}</tr>
`,
  );
  return html`<div class="scroll"><table>
<caption>How well each model keeps, walks and invents</caption>
<thead><tr><td></td>${heads}</tr></thead>
<tbody>${rows}${knobRows(models)}</tbody>
</table></div>
<ul class="notices">${models.map(measuredOn)}</ul>`;
}

/** On what, and how much of it, a model was measured. */
function measuredOn({ name, evaluation }: ReportModel): Markup | undefined {
  const { windows, families } = evaluation?.reconstruction ?? {};
  if (!evaluation || windows === undefined || families === undefined) return undefined;
  const corpus = evaluation.corpus ? html` of <code>${evaluation.corpus.file}</code>` : undefined;
  const quick = evaluation.quick ? ', in a quick run' : '';
  return html`<li><code>${name}</code>: ${windows} stretches from ${families} families of tunes${corpus}${quick}.</li>`;
}

/** A row for each knob that any of the models has. */
function knobRows(models: readonly ReportModel[]): Markup[] {
  const names = new Set(models.flatMap(({ evaluation }) => Object.keys(evaluation?.knobs ?? {})));
  return [...names].map(
    (
      knob,
    ) => html`<tr><th scope="row">Knob: ${knob.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}<small>how surely turning it changes what it names (Spearman’s ρ, 1 at best)</small></th>${models.map(
      ({ name, evaluation }) =>
        html`<td data-model="${name}">${withUnit(evaluation?.knobs?.[knob]?.spearman, 2, '') ?? 'not measured'}</td>`,
    )}</tr>
`,
  );
}

/** Right steps bar by bar: does the model lose its way? */
function byBar(models: readonly (ReportModel | undefined)[]): Markup {
  const series = models.flatMap((model) => {
    const curve = model?.evaluation?.reconstruction?.greedy?.byBar;
    if (!model || !curve) return [];
    const label = model.hierarchical ? 'with conductor' : 'flat';
    return [{ label, points: curve.map((accuracy, bar) => [bar + 1, accuracy * 100] as const) }];
  });
  const heading = html`<h3>Does it lose its way?</h3>`;
  if (series.length === 0) return html`${heading}<p>The right steps of each bar were not measured.</p>`;
  const inWords = series.map(({ label, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    return `${label} from ${first?.[1].toFixed(0)} % in bar 1 to ${last?.[1].toFixed(0)} % in bar ${last?.[0]}`;
  });
  return html`${heading}
<p>Right steps in each of the sixteen bars, as Segue plays. A decoder that keeps its bearings draws a level line; one
that loses them goes down to the right. (The scale does not begin at zero.)</p>
${lineChart({
  title: `Right steps by bar: ${inWords.join('; ')}`,
  xLabel: 'bar',
  yLabel: 'right steps',
  series,
  xInWords: String,
  yInWords: (y) => `${y} %`,
})}`;
}

/** Training runs with and without free bits. */
function collapseCurve({ runs }: Collapse): Markup {
  const series = runs.map(({ label, points }) => ({
    label,
    points: points.map(({ step, klBits }) => [step, klBits] as const),
  }));
  const ends = runs.map(({ label, points }) => `${label} ends at ${points.at(-1)?.klBits.toFixed(1)} bits`);
  return html`<h3>Posterior collapse, seen</h3>
<p>The flat model in training: how many bits z tells about a melody, as training goes on. At zero it tells nothing, and
the decoder plays by itself.</p>
${lineChart({
  title: `KL in bits over training: ${ends.join('; ')}`,
  xLabel: 'training step',
  yLabel: 'KL in bits',
  series,
  xInWords: (x) => (x >= 1000 ? `${x / 1000}k` : String(x)),
  yInWords: String,
  fromZero: true,
})}`;
}

function estimate(
  figure:
    | {
        readonly mean?: number | undefined;
        readonly low?: number | undefined;
        readonly high?: number | undefined;
      }
    | undefined,
): string | undefined {
  const { mean, low, high } = figure ?? {};
  if (mean === undefined) return undefined;
  const interval = low === undefined || high === undefined ? '' : ` (${points(low)} to ${points(high)})`;
  return `${points(mean)} %${interval}`;
}

function share(value: number | undefined): string | undefined {
  return value === undefined ? undefined : `${points(value)} %`;
}

function points(value: number): string {
  return (value * 100).toFixed(1);
}

function withUnit(value: number | undefined, digits: number, unit: string): string | undefined {
  return value === undefined ? undefined : `${value.toFixed(digits)}${unit}`;
}
