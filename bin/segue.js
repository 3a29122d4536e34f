#!/usr/bin/env node
import { existsSync } from 'node:fs';

const entry = new URL('../dist/bots/terminal/main.js', import.meta.url);
if (existsSync(entry)) {
  await import(entry.href);
} else {
  console.error('segue: not built yet. Run "npm ci" (or "npm run build") in this folder first.');
  process.exitCode = 1;
}
