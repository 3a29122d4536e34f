import { ATTRIBUTES } from '../core/music/attributes.js';
import type { Estimate } from './bootstrap.js';
import type { Control } from './control.js';
import type { PathSummary } from './path-summary.js';
import type { Report } from './report.js';

type Row = readonly (string | number)[];

/** A report for people: a few tables, shares in per cent. */
export function reportText(report: Report): string {
  return [
    heading(report),
    table(
      ['reconstruction', 'right steps', '95 % interval', 'exact bars', 'onset F1', 'pitch'],
      reconstruction(report),
    ),
    `KL ${report.reconstruction.klBits.toFixed(1)} bits, ${report.reconstruction.activeUnits} of ${report.model.latentSize} latent dimensions active`,
    byBar(report),
    table(
      [
        'ways between tunes',
        'monotone',
        'uneven',
        'largest jump',
        'distinct',
        'worst cost',
        'mean cost',
        'ends',
      ],
      paths(report),
    ),
    waysNote(report),
    table(
      ['samples', 'temperature', 'degenerate', 'distinct', 'apart', 'memorised', 'overlap', 'ceiling'],
      samples(report),
    ),
    ...(report.knobs ? [table(['knob', 'spearman', ...ATTRIBUTES], knobs(report.knobs))] : []),
  ].join('\n\n');
}

/** What one turn of each knob does, in standard deviations. */
function knobs(control: Control): Row[] {
  return ATTRIBUTES.map((name) => [
    name,
    control[name].spearman.toFixed(2),
    ...ATTRIBUTES.map((other) => control[name].moves[other].toFixed(2)),
  ]);
}

/** A share in per cent; a dash where it was not measured. */
export function percent(share: number | null, digits = 1): string {
  return share === null ? '–' : `${(100 * share).toFixed(digits)} %`;
}

/** Columns of equal width, the first to the left and the others to the right. */
export function table(header: readonly string[], rows: readonly Row[]): string {
  const all = [header, ...rows.map((row) => row.map(String))];
  const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    widths
      .map((width, column) => pad(row[column] ?? '', width, column === 0))
      .join('  ')
      .trimEnd();
  return [line(header), widths.map((width) => '─'.repeat(width)).join('  '), ...all.slice(1).map(line)].join(
    '\n',
  );
}

function pad(text: string, width: number, left: boolean): string {
  return left ? text.padEnd(width) : text.padStart(width);
}

function heading({ model, corpus, reconstruction, seed, quick, seconds, engine }: Report): string {
  const kind = model.hierarchical ? 'hierarchical' : 'flat';
  return [
    `${model.name} (${model.hash}): ${model.bars} bars, ${kind}, z ${model.latentSize}, ${model.parameters.toLocaleString('en')} parameters`,
    `${corpus.file}: ${reconstruction.windows.toLocaleString('en')} of ${corpus.windows.toLocaleString('en')} windows, ${reconstruction.families} of ${corpus.families} tune families`,
    `seed ${seed}, ${quick ? 'quick' : 'full'} run of ${Math.round(seconds)} s on ${engine}`,
  ].join('\n');
}

function interval({ low, high }: Estimate): string {
  return `${(100 * low).toFixed(1)} – ${percent(high)}`;
}

function reconstruction({ reconstruction: figures, baselines }: Report): Row[] {
  const { teacherForced, sampled, greedy } = figures;
  const plain = (name: string, figure: Estimate): Row => [
    name,
    percent(figure.mean),
    interval(figure),
    '',
    '',
    '',
  ];
  const full = (name: string, figure: typeof greedy): Row => [
    name,
    percent(figure.mean),
    interval(figure),
    percent(figure.exactBars),
    percent(figure.onsetF1),
    percent(figure.pitchAtSharedOnsets),
  ];
  return [
    plain('teacher-forced', teacherForced),
    full('sampled', sampled),
    full('greedy', greedy),
    plain('always hold', baselines.allHold),
    plain(`commonest label (${baselines.perPositionModeFrom})`, baselines.perPositionMode),
    ...(baselines.nearestNeighbour ? [plain('nearest training window', baselines.nearestNeighbour)] : []),
  ];
}

function byBar({ reconstruction: { teacherForced, sampled, greedy } }: Report): string {
  const shares = (values: readonly number[]) =>
    values.map((value) => (100 * value).toFixed(1).padStart(5)).join(' ');
  return [
    'right steps by bar, in %',
    `teacher-forced ${shares(teacherForced.byBar)}`,
    `sampled        ${shares(sampled.byBar)}`,
    `greedy         ${shares(greedy.byBar)}`,
  ].join('\n');
}

function paths({ interpolation, baselines }: Report): Row[] {
  const row = (name: string, figures: PathSummary): Row => [
    name,
    percent(figures.monotonicity),
    figures.linearity.toFixed(3),
    figures.largestJump.toFixed(3),
    percent(figures.distinctSteps),
    ratio(figures.worstCostRatio),
    ratio(figures.meanCostRatio),
    percent(figures.endFidelity),
  ];
  return [
    row('latent space, arc', interpolation),
    ...(interpolation.lerp ? [row('latent space, straight line', interpolation.lerp)] : []),
    row('mixing steps', baselines.mixing),
    row('crossfade by bars', baselines.crossfade),
  ];
}

function samples({ samples: { atTemperature1, ...usual } }: Report): Row[] {
  return [usual, atTemperature1].map((figures) => [
    figures.samples,
    figures.temperature.toFixed(1),
    percent(figures.degenerate),
    percent(figures.distinct),
    percent(figures.pairwiseDistance),
    percent(figures.memorised),
    percent(figures.overlappingArea),
    percent(figures.overlappingAreaCeiling),
  ]);
}

function ratio(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}

function waysNote({ interpolation: { pairs, sameEnds, worstCostRatio } }: Report): string {
  const left = sameEnds > 0 ? `; ${sameEnds} left out, whose ends were the same` : '';
  const costs =
    worstCostRatio === null
      ? '\nNo language model of the training tunes is here: give them with --train.'
      : '';
  return `${pairs} pairs${left}${costs}`;
}
