import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { type Run, segue } from '../bots/terminal/segue.js';

/** A finished page. */
export interface Built {
  readonly path: string;
  readonly html: string;
  readonly run: Run;
}

/** A folder for a whole test file, removed after it. */
export async function folderOfFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'segue-report-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a report with the real program, in a folder. */
export async function build(
  folder: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Built> {
  const run = await segue(['report', ...words, '--out', 'report.html'], { cwd: folder, env });
  if (run.code !== 0) throw new Error(`no report was made: ${run.err}`);
  const path = join(folder, 'report.html');
  return { path, html: await readFile(path, 'utf8'), run };
}

const CHECKPOINTS = fileURLToPath(new URL('../fixtures/checkpoints/', import.meta.url));

/** A folder of tiny models with random weights under the names that the report looks for. */
export async function tinyModels(
  folder: string,
  names: Readonly<Record<string, 'flat_float32' | 'hierarchical_float32'>>,
): Promise<string> {
  const models = join(folder, 'models');
  for (const [name, checkpoint] of Object.entries(names)) {
    await cp(join(CHECKPOINTS, checkpoint), join(models, name), { recursive: true });
  }
  return models;
}

/** The MIDI file of a clip in a page. */
export function midiOf(html: string, clip: string): Buffer {
  const found = new RegExp(`download="${clip}\\.mid" href="data:audio/midi;base64,([^"]+)"`).exec(html);
  if (!found?.[1]) throw new Error(`the page has no MIDI file of ${clip}`);
  return Buffer.from(found[1], 'base64');
}
