import { rename, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { exitCodeFor, sentenceFor } from '../bots/terminal/exit-codes.js';
import { UserError } from '../core/errors.js';
import type { Tokens } from '../core/music/tokens.js';
import { countSequences, kneserNey, pruned } from './language-model.js';
import { separateWindows } from './separate-windows.js';
import { packCounts, STATISTICS_FILE } from './training-statistics.js';

const USAGE = `npm run statistics -- --train FILE.jsonl.gz [--out FILE] [--fewest N]

Counts short sequences of labels in the training tunes, from which the evaluation's language model is made.`;

/** Every so many windows one is held out, to tell what pruning costs. */
const HELD_OUT = 50;

try {
  process.stdout.write(`${await run(process.argv.slice(2))}\n`);
} catch (thrown) {
  process.stderr.write(`${sentenceFor(thrown)}\n`);
  process.exitCode = exitCodeFor(thrown);
}

async function run(words: readonly string[]): Promise<string> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      train: { type: 'string' },
      out: { type: 'string', default: `models/${STATISTICS_FILE}` },
      fewest: { type: 'string', default: '1' },
    },
  });
  if (!values.train) throw new UserError('bad-option', USAGE);
  const windows = await separateWindows(values.train);
  const counts = countSequences(windows);
  const kept = pruned(counts, Number(values.fewest));
  const packed = packCounts(kept);
  await writeFile(`${values.out}.partial`, packed);
  await rename(`${values.out}.partial`, values.out);
  const sizes = kept.map(({ size }) => size).join(', ');
  return [
    `${windows.length} windows; ${sizes} sequences of 1 to 5 labels; ${packed.length} bytes`,
    cost(windows, values.fewest),
  ].join('\n');
}

/** What pruning costs on windows that were left out of the counts. */
function cost(windows: readonly Tokens[], fewest: string): string {
  const heldOut = windows.filter((_, place) => place % HELD_OUT === 0);
  const counts = countSequences(windows.filter((_, place) => place % HELD_OUT !== 0));
  const [whole, short] = [counts, pruned(counts, Number(fewest))].map((some) => {
    const model = kneserNey(some);
    const bits = heldOut.map((window) => model.bitsPerStep(window));
    return bits.reduce((sum, value) => sum + value, 0) / bits.length;
  });
  return `bits a step on ${heldOut.length} windows left out: ${whole?.toFixed(4)} whole, ${short?.toFixed(4)} pruned`;
}
