// Races Segue against @magenta/music on the same checkpoints: npm run build, then node bench/peer/race.mjs
// Options: --models FOLDER,FOLDER  --batches 1,4,8  --repeats 15  --budget 20 (seconds a case and contestant)
//          --contestants segue:onnx,peer:wasm,peer:cpu  --out FILE
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    models: { type: 'string', default: ['mel_2bar', 'mel_16bar'].map(shipped).join(',') },
    batches: { type: 'string', default: '1,4,8' },
    repeats: { type: 'string', default: '15' },
    budget: { type: 'string', default: '20' },
    contestants: { type: 'string', default: 'segue:onnx,segue:onnx-web,segue:tfjs,peer:wasm,peer:cpu' },
    out: { type: 'string', default: '' },
  },
});
const contestants = options.contestants.split(',');
const batches = options.batches.split(',').map(Number);
const [repeats, budget] = [Number(options.repeats), Number(options.budget) * 1000];

function shipped(name) {
  return fileURLToPath(new URL(`../../models/${name}`, import.meta.url));
}

/** Starts a contestant and waits until its model is loaded. */
async function start(who, folder) {
  const child = fork(fileURLToPath(new URL('contestant.mjs', import.meta.url)), [who, folder], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let waiting;
  child.on('message', (message) => waiting?.resolve(message));
  child.on('exit', (code) => waiting?.reject(new Error(`${who} ended with ${code}`)));
  const next = () =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject };
    });
  const { loadMs } = await next();
  const ask = (message) => {
    const answer = next();
    child.send(message);
    return answer;
  };
  return { who, loadMs, ask, stop: () => child.kill() };
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** One case: every contestant once to warm up, then in turns until its repeats or its time are used up. */
async function race(runners, message) {
  const results = new Map();
  for (const { who, ask } of runners) {
    const { ms, tokens } = await ask(message);
    results.set(who, { warmUpMs: ms, tokens, times: [], rss: 0 });
  }
  for (let round = 0; round < repeats; round++) {
    for (const { who, ask } of runners) {
      const result = results.get(who);
      const spent = result.times.reduce((sum, ms) => sum + ms, 0);
      if (round > 0 && spent > budget) continue;
      const { ms, rss } = await ask(message);
      result.times.push(ms);
      result.rss = rss;
    }
  }
  return results;
}

function share(a, b) {
  const [x, y] = [a.flat(), b.flat()];
  return x.filter((label, i) => label === y[i]).length / x.length;
}

const rows = [];
console.log(
  `${availableParallelism()} x ${cpus()[0]?.model}; Node ${process.version}; load average ${loadavg()
    .map((l) => l.toFixed(2))
    .join(' ')}`,
);
for (const folder of options.models.split(',')) {
  const runners = [];
  for (const who of contestants) runners.push(await start(who, folder));
  console.log(
    `\n${basename(folder)}: loaded in ${runners.map(({ who, loadMs }) => `${who} ${Math.round(loadMs)} ms`).join(', ')}`,
  );
  for (const kind of ['decode', 'encode']) {
    for (const batch of batches) {
      const results = await race(runners, { kind, batch });
      const base = results.get(contestants[0]);
      for (const [who, { warmUpMs, tokens, times, rss }] of results) {
        const row = {
          model: basename(folder),
          kind,
          batch,
          who,
          n: times.length,
          medianMs: median(times),
          minMs: Math.min(...times),
          warmUpMs,
          ratioOfMedians: median(times) / median(base.times),
          ratioOfMinima: Math.min(...times) / Math.min(...base.times),
          tokensEqual: tokens ? share(base.tokens, tokens) : null,
          rssMb: Math.round(rss / 2 ** 20),
          load: loadavg()[0],
        };
        rows.push(row);
        console.log(
          `${kind} B${batch} ${who.padEnd(15)} n ${String(row.n).padStart(2)}  median ${row.medianMs.toFixed(1).padStart(9)}  min ${row.minMs.toFixed(1).padStart(9)} ms` +
            `  x${row.ratioOfMedians.toFixed(1).padStart(6)} (minima x${row.ratioOfMinima.toFixed(1)})` +
            `${tokens ? `  tokens equal ${(100 * row.tokensEqual).toFixed(1)} %` : ''}  load ${row.load.toFixed(1)}`,
        );
      }
    }
  }
  for (const { stop } of runners) stop();
}
if (options.out)
  writeFileSync(
    options.out,
    `${JSON.stringify({ date: new Date().toISOString(), node: process.version, cpu: cpus()[0]?.model, rows }, null, 1)}\n`,
  );
