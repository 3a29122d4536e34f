import { parentPort } from 'node:worker_threads';

// Stands in for a parser that hangs, eats all memory or dies, by the last byte of what it is asked to read.
const hoard = [];
parentPort.on('message', (bytes) => {
  const kind = bytes.at(-1);
  if (kind === 1) for (;;);
  if (kind === 2) for (;;) hoard.push(new Array(100_000).fill(kind));
  if (kind === 3) throw new Error('died');
  if (kind === 4) setTimeout(() => process.exit(1), 20);
  parentPort.postMessage({ ok: false, code: 'bad-midi', message: 'Still here.' });
});
