import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { missing } from '../../requirement.js';
import { ownFolder } from './segue.js';

const LAUNCHER = fileURLToPath(new URL('../../../bin/segue.js', import.meta.url));
const noTerminal = missing(
  'a terminal to watch from (util-linux script)',
  process.platform === 'linux' && existsSync('/usr/bin/script'),
  { installable: false },
);

/** Runs a line on a real pseudo-terminal of 100 columns and answers with all that was drawn on it. */
async function watched(line: string): Promise<string> {
  const command = `stty cols 100 rows 40; ${process.execPath} ${LAUNCHER} ${line}`;
  const { stdout } = await promisify(execFile)('/usr/bin/script', ['-qec', command, '/dev/null'], {
    cwd: await ownFolder(),
  });
  return stdout;
}

test.skipIf(noTerminal)('a watched morph shows its stage and ends with a coloured roll', async () => {
  const drawn = await watched('morph twinkle mary --steps 3');
  // The bar is drawn ten times a second at most, so only a stage that takes longer is sure to be seen.
  expect(drawn).toContain('sound');
  expect(drawn).toContain('━');
  expect(drawn).toContain('\u001b[38;5;');
});

test.skipIf(noTerminal)('a watched play draws a roll that moves in place', async () => {
  const drawn = await watched('play row-your-boat --tempo 400');
  expect(drawn.split('▲').length).toBeGreaterThan(10);
  expect(drawn.split('\u001b[2K').length).toBeGreaterThan(50);
});
