import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCodeFor, sentenceFor } from '../bots/terminal/exit-codes.js';
import { UserError } from '../core/errors.js';
import { openEngine } from '../core/model/engine.js';
import { openModelLibrary } from '../core/model/model-library.js';
import type { MusicVae } from '../core/model/music-vae.js';
import { readSettings } from '../settings.js';
import { readCorpus } from './corpus.js';
import { evaluate } from './evaluate.js';
import { type EvaluateOptions, readOptions, USAGE } from './evaluate-options.js';
import { extentOf } from './extent.js';
import { checkWritable, parametersOf, sha256Of, writeWhole } from './files.js';
import { countSequences, kneserNey } from './language-model.js';
import { openModelThreads } from './model-threads.js';
import type { CostOf } from './path-measures.js';
import type { CorpusFacts, Report } from './report.js';
import { reportText } from './report-text.js';
import { separateWindows } from './separate-windows.js';
import { openStages, type Stages } from './stages.js';
import { readStatistics, STATISTICS_FILE } from './training-statistics.js';
import { collectWindows, type WindowSet } from './windows.js';

/** More threads than this gain little, and each holds a copy of the model. */
const MOST_THREADS = 4;

/** Runs one command line and answers with the exit code. */
async function main(words: readonly string[]): Promise<number> {
  const stages = openStages(process.stderr);
  try {
    const options = readOptions(words);
    const text = options ? reportText(await run(options, stages)) : USAGE;
    process.stdout.write(`${text}\n`);
    return 0;
  } catch (thrown) {
    stages.stop();
    process.stderr.write(`${sentenceFor(thrown)}\n`);
    return exitCodeFor(thrown);
  }
}

async function run(options: EvaluateOptions, stages: Stages): Promise<Report> {
  const began = performance.now();
  const settings = readSettings(process.env);
  const folder = typeof settings.models === 'string' ? settings.models : fileURLToPath(settings.models);
  if (options.json) await checkWritable(options.json);
  const library = openModelLibrary({ folder, engine: () => openEngine(settings.engine) });
  try {
    const model = await library.load(options.model);
    const { windows, facts, training } = await readWindows(options, model, stages);
    const threads = openModelThreads(
      model,
      { folder, name: options.model, engine: settings.engine },
      Math.min(MOST_THREADS, availableParallelism()),
    );
    try {
      const measured = await evaluate({
        model: threads.model,
        windows,
        training: {
          windows: training,
          costOf: await languageModel(options.train, folder),
          knobs: await library.knobs(options.model),
        },
        extent: extentOf(model.steps, options),
        seed: options.seed,
        enter: stages.enter,
      });
      const report: Report = {
        model: {
          name: model.name,
          hash: model.hash,
          bars: model.bars,
          hierarchical: model.hierarchical,
          latentSize: model.latentSize,
          parameters: await parametersOf(join(folder, options.model)),
        },
        corpus: facts,
        seed: options.seed,
        quick: options.quick,
        engine: model.engine,
        seconds: Math.round((performance.now() - began) / 100) / 10,
        command: commandOf(options),
        ...measured,
      };
      if (options.json) await writeWhole(options.json, `${JSON.stringify(report, rounded, 1)}\n`);
      return report;
    } finally {
      await threads.close();
    }
  } finally {
    stages.stop();
    await library.close();
  }
}

/** Costs under the tunes that were named with --train, else under the shipped counts of ours. */
async function languageModel(train: string | undefined, folder: string): Promise<CostOf | null> {
  const counts = train
    ? countSequences(await separateWindows(train))
    : await readStatistics(join(folder, STATISTICS_FILE));
  return counts && kneserNey(counts).bitsPerStep;
}

/** The windows of the files that were named. */
async function readWindows(
  options: EvaluateOptions,
  model: MusicVae,
  stages: Stages,
): Promise<{
  readonly windows: WindowSet;
  readonly training: WindowSet | null;
  readonly facts: CorpusFacts;
}> {
  stages.enter('reading the corpus', 1);
  const sha256 = await sha256Of(options.corpus);
  const windows = await collectWindows(readCorpus(options.corpus), model);
  const families = new Set(windows.families).size;
  if (families < 2) {
    throw new UserError(
      'no-melody',
      `“${basename(options.corpus)}” holds windows of ${model.bars} bars from ${families} tune families; at least 2 are needed.`,
    );
  }
  const { train } = options;
  const trainSha = train ? await sha256Of(train) : '';
  const training = train ? await collectWindows(readCorpus(train), model) : null;
  const facts: CorpusFacts = {
    file: basename(options.corpus),
    sha256,
    windows: windows.tokens.length,
    families,
    train:
      train && training ? { file: basename(train), sha256: trainSha, windows: training.tokens.length } : null,
  };
  return { windows, training, facts };
}

/** The line that repeats a run, without the folders of this machine. */
function commandOf({ model, corpus, train, quick, seed, windows }: EvaluateOptions): string {
  return [
    `npm run evaluate -- --model ${model} --corpus ${basename(corpus)}`,
    ...(train ? [`--train ${basename(train)}`] : []),
    ...(quick ? ['--quick'] : []),
    ...(windows === undefined ? [] : [`--windows ${windows}`]),
    `--seed ${seed}`,
  ].join(' ');
}

/** Six digits are more than any interval here deserves. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}

process.exitCode = await main(process.argv.slice(2));
