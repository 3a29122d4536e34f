import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The program itself. */
export const LAUNCHER = fileURLToPath(new URL('../../../bin/segue.js', import.meta.url));

/** What a run of the program left behind. */
export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Asked again and again while it runs; once it says yes, the run is interrupted as by Ctrl-C. */
  readonly interruptWhen?: () => Promise<boolean>;
}

/** Runs `segue` as a member would: the real launcher, in a process of its own. */
export function segue(words: readonly string[], options: RunOptions = {}): Promise<Run> {
  const child = spawn(process.execPath, [LAUNCHER, ...words], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const read = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    read.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    read.err += text;
  });
  let interrupted = false;
  const watch = setInterval(async () => {
    if (interrupted || !(await options.interruptWhen?.())) return;
    interrupted = child.kill('SIGINT');
  }, 30);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      resolve({ code, ...read });
    });
  });
}

/** A folder of the test's own, removed afterwards. */
export async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'segue-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
