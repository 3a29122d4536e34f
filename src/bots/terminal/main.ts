import { existsSync, readFileSync } from 'node:fs';
import type { Command } from '../../core/commands/command.js';
import { COMMANDS } from '../../core/commands/table.js';
import { UserError } from '../../core/errors.js';
import { openEngine } from '../../core/model/engine.js';
import { openModelLibrary } from '../../core/model/model-library.js';
import { openMidiReader } from '../../core/music/midi-in.js';
import { openStudio } from '../../render/render.js';
import { REPORT } from '../../report/request.js';
import { readSettings } from '../../settings.js';
import { readLine } from './arguments.js';
import { exitCodeFor, sentenceFor } from './exit-codes.js';
import { commandPage, overview } from './help.js';
import { play } from './play.js';
import { readReportLine, reportPage, writeReport } from './report.js';
import { runCommand, type TerminalParts } from './run-command.js';

/** Sound of a whole morph of 8 times 16 bars lasts over 4 minutes; at a terminal nobody else waits for it. */
const LONGEST_SECONDS = 600;

const PACKAGE_ROOT = new URL('../../../', import.meta.url);

/** Runs one command line and answers with the exit code. */
async function main(words: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = words;
  if (name === '--version' || name === '-v') return say(version());
  if (name === 'help' || name === '--help' || name === '-h') {
    if (rest[0] === REPORT.name) return say(reportPage());
    const wanted = COMMANDS.find((command) => command.name === rest[0]);
    return say(wanted ? commandPage(wanted) : overview(COMMANDS));
  }
  const stop = new AbortController();
  const interrupt = () => stop.abort(new UserError('cancelled', 'Stopped; files that were finished stay.'));
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    loadDotEnv();
    if (name === 'play') return await withParts(stop.signal, (parts) => play(rest, parts));
    if (name === REPORT.name) {
      const line = readReportLine(rest);
      if (line.wantsHelp) return say(reportPage());
      return await withParts(stop.signal, (parts) => writeReport(line, parts));
    }
    const command = findCommand(name);
    const line = readLine(command, rest);
    if (line.wantsHelp) return say(commandPage(command));
    return await withParts(stop.signal, (parts) => runCommand(command, line, parts));
  } catch (thrown) {
    const cause = stop.signal.aborted ? stop.signal.reason : thrown;
    process.stderr.write(`${sentenceFor(cause)}\n`);
    return exitCodeFor(cause);
  }
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function findCommand(name: string): Command {
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command) return command;
  const names = [...COMMANDS.map((candidate) => candidate.name), REPORT.name, 'play'].join(', ');
  throw new UserError('unknown-option', `There is no command “${name}”; there are ${names}.`);
}

/** Opens what commands stand on, and closes it whatever happens. Nothing heavy is loaded before its first use. */
async function withParts(
  signal: AbortSignal,
  work: (parts: TerminalParts) => Promise<void>,
): Promise<number> {
  const settings = readSettings(process.env);
  const models = openModelLibrary({ folder: settings.models, engine: () => openEngine(settings.engine) });
  const midi = openMidiReader();
  const studio = openStudio({
    longestSeconds: LONGEST_SECONDS,
    ...(settings.soundFont ? { soundFont: settings.soundFont } : {}),
    ...(settings.ffmpegPath ? { ffmpegPath: settings.ffmpegPath } : {}),
  });
  try {
    const { models: modelsFolder } = settings;
    await work({ models, midi, studio, signal, modelsFolder, out: process.stdout, err: process.stderr });
    return 0;
  } finally {
    await Promise.allSettled([models.close(), midi.close(), studio.close()]);
  }
}

function loadDotEnv(): void {
  const file = new URL('.env', PACKAGE_ROOT);
  if (existsSync(file)) process.loadEnvFile(file);
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('package.json', PACKAGE_ROOT), 'utf8'));
  const found =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : '';
  return `segue ${String(found)}`;
}

process.exitCode = await main(process.argv.slice(2));
