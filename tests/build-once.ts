import { execFileSync } from 'node:child_process';

/** Worker threads run built code, so one build stands before all tests; they never see a stale `dist`. */
export function setup(): void {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
}
