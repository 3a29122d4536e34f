import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { openModelLibrary } from '../../src/core/model/model-library.js';
import { readCorpus } from '../../src/evaluation/corpus.js';
import { measureReconstruction } from '../../src/evaluation/reconstruction.js';
import { collectWindows, drawWindows } from '../../src/evaluation/windows.js';
import { missing } from '../requirement.js';

const HELD_OUT = '../shared/corpus/valid.jsonl.gz';
/** Written by `python -m segue_training evaluate`, which knows nothing of the engine here. */
const FROM_PYTORCH = 'tests/fixtures/torch-evaluation/mel_2bar.json';

const theirs = JSON.parse(existsSync(FROM_PYTORCH) ? await readFile(FROM_PYTORCH, 'utf8') : '{}');
const absent =
  missing('the held-out corpus', existsSync(HELD_OUT), { installable: false }) ||
  missing("PyTorch's evaluation of mel_2bar", 'split' in theirs, { installable: false });

it.skipIf(absent)('agrees with what PyTorch measured on the held-out corpus', async () => {
  const library = openModelLibrary({ folder: 'models' });
  try {
    const model = await library.load('mel_2bar');
    const all = await collectWindows(readCorpus(HELD_OUT), model);
    expect(all.tokens).toHaveLength(theirs.windows);
    expect(new Set(all.families).size).toBe(theirs.families);
    const ours = await measureReconstruction(model, drawWindows(all, 1024, 0), { seed: 0 });
    expect(Math.abs(ours.klBits / theirs.klBits - 1)).toBeLessThan(0.02);
    for (const mode of ['teacherForced', 'sampled', 'greedy'] as const) {
      // A part of the same windows: its own interval holds the figure of all of them.
      expect(ours[mode].low, mode).toBeLessThan(theirs[mode].accuracy);
      expect(ours[mode].high, mode).toBeGreaterThan(theirs[mode].accuracy);
    }
    expect(ours.sampled.onsetF1).toBeCloseTo(theirs.sampled.onsetF1, 1);
    expect(ours.greedy.exactBars).toBeCloseTo(theirs.greedy.exactBars, 1);
  } finally {
    await library.close();
  }
});
