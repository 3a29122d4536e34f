// Builds dist/ after `npm ci`. Where the compiler is not installed (`npm ci --omit=dev`) an existing build is kept.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
if (!existsSync(compiler)) {
  if (!existsSync(new URL('../dist', import.meta.url))) {
    console.warn(
      'segue: the TypeScript compiler is not installed; run "npm ci" with development dependencies to build.',
    );
  }
} else {
  const built = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = built.status ?? 1;
}
