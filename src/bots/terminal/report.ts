import { randomInt } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { UserError } from '../../core/errors.js';
import { makeReport } from '../../report/report.js';
import { REPORT } from '../../report/request.js';
import { type ParsedLine, readInput, readLine, TERMINAL_FLAGS, type TerminalFlags } from './arguments.js';
import { commandPage } from './help.js';
import { melodyFromWord } from './melody-word.js';
import { openOutputFolder } from './output-folder.js';
import { openProgress } from './progress.js';
import type { TerminalParts } from './run-command.js';

const STANDARD_FILE = 'segue-report.html';
/** Stages that a watched terminal counts: about ten of the commands, a sound each of up to two dozen clips, the page. */
const STAGES = 35;

const FLAGS: TerminalFlags = {
  out: { type: 'string', argument: 'FILE', description: `the page (default ${STANDARD_FILE})` },
  quiet: TERMINAL_FLAGS.quiet,
  help: TERMINAL_FLAGS.help,
};

/** The help page. */
export function reportPage(): string {
  return commandPage(REPORT, FLAGS);
}

/**
 * Reads the words after `report`.
 * @throws UserError `unknown-option` or `bad-option`
 */
export function readReportLine(words: readonly string[]): ParsedLine {
  return readLine(REPORT, words, FLAGS);
}

/**
 * Makes the page and writes it, whole or not at all.
 * @throws UserError where a melody cannot be read, a part is missing, or the file cannot be written
 */
export async function writeReport(line: ParsedLine, parts: TerminalParts): Promise<void> {
  const { out = STANDARD_FILE, quiet } = line.options;
  const input = await readInput(REPORT, line, melodyFromWord);
  if (out === '' || (await isFolder(out))) {
    throw new UserError(
      'bad-option',
      `--out takes the name of a file, such as ${STANDARD_FILE}, not “${out}”.`,
    );
  }
  const folder = await openOutputFolder(dirname(out));
  const progress = openProgress(STAGES, parts.err, quiet);
  let stage = '';
  const onStage = (words: string) => {
    progress.done(stage);
    stage = words;
    progress.stage(words);
  };
  try {
    const page = await makeReport({ ...parts, onStage, newSeed: () => randomInt(2 ** 32) }, input);
    parts.signal.throwIfAborted();
    const path = await folder.write(basename(out), page);
    progress.stop();
    if (!quiet) parts.out.write(`${path} (${(page.length / 1e6).toFixed(1)} MB): open it in a browser\n`);
  } finally {
    progress.stop();
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
