import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { exitCodeFor, sentenceFor } from '../bots/terminal/exit-codes.js';
import { UserError } from '../core/errors.js';
import { openEngine } from '../core/model/engine.js';
import { KNOBS_FILE, type Knobs } from '../core/model/knobs.js';
import { openModelLibrary } from '../core/model/model-library.js';
import { ATTRIBUTES } from '../core/music/attributes.js';
import { readSettings } from '../settings.js';
import { readCorpus } from './corpus.js';
import { checkWritable, writeWhole } from './files.js';
import { makeKnobs } from './make-knobs.js';
import { openModelThreads } from './model-threads.js';
import { openStages } from './stages.js';
import { collectWindows, drawWindows } from './windows.js';

const USAGE = `npm run knobs -- --model NAME --train FILE.jsonl.gz [--out FILE] [--tunes N] [--seed N]

Makes the knobs of a model (note density, register, leaps, syncopation, share in key, note length) from the tunes
that it was trained on, measures them on decoded tunes, and writes ${KNOBS_FILE} beside its weights.`;

/** Windows from which the directions begin: enough for six covariances over every dimension of the latent. */
const WINDOWS = 6000;
/** Steps that they hold at most, so that long windows take minutes too. */
const STEPS = 1 << 19;
const SEED = 0;

const stages = openStages(process.stderr);
try {
  process.stdout.write(`${await run(process.argv.slice(2))}\n`);
} catch (thrown) {
  stages.stop();
  process.stderr.write(`${sentenceFor(thrown)}\n`);
  process.exitCode = exitCodeFor(thrown);
}

async function run(words: readonly string[]): Promise<string> {
  const { model: name, train, out, tunes, seed } = read(words);
  const settings = readSettings(process.env);
  const folder = typeof settings.models === 'string' ? settings.models : fileURLToPath(settings.models);
  const file = out ?? join(folder, name, KNOBS_FILE);
  await checkWritable(file);
  const library = openModelLibrary({ folder, engine: () => openEngine(settings.engine) });
  try {
    const loaded = await library.load(name);
    stages.enter('reading the corpus', 1);
    const windows = await collectWindows(readCorpus(train), loaded);
    const drawn = drawWindows(windows, Math.min(WINDOWS, Math.floor(STEPS / loaded.steps)), seed);
    const threads = openModelThreads(
      loaded,
      { folder, name, engine: settings.engine },
      Math.min(4, availableParallelism()),
    );
    try {
      const command = `npm run knobs -- --model ${name} --train ${basename(train)} --tunes ${tunes} --seed ${seed}`;
      const knobs = await makeKnobs(threads.model, drawn.tokens, {
        tunes,
        seed,
        command,
        enter: stages.enter,
      });
      await writeWhole(file, `${JSON.stringify(knobs, shortNumbers)}\n`);
      return told(knobs);
    } finally {
      await threads.close();
    }
  } finally {
    stages.stop();
    await library.close();
  }
}

function read(words: readonly string[]) {
  const { values } = parseArgs({
    args: [...words],
    options: {
      model: { type: 'string' },
      train: { type: 'string' },
      out: { type: 'string' },
      tunes: { type: 'string', default: '64' },
      seed: { type: 'string', default: String(SEED) },
    },
  });
  if (!values.model || !values.train) throw new UserError('bad-option', USAGE);
  return {
    model: values.model,
    train: values.train,
    out: values.out,
    tunes: Math.max(2, Number(values.tunes) || 64),
    seed: Math.max(0, Number(values.seed) || SEED),
  };
}

function told({ knobs }: Knobs): string {
  const header = ['knob', 'spearman', ...ATTRIBUTES].map((word) => word.padStart(12)).join('');
  const rows = ATTRIBUTES.map((name) =>
    [name, knobs[name].spearman.toFixed(2), ...ATTRIBUTES.map((other) => knobs[name].moves[other].toFixed(2))]
      .map((word) => word.padStart(12))
      .join(''),
  );
  return [header, ...rows].join('\n');
}

function shortNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;
}
