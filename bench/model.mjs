// Times encode and decode of the shipped models: npm run build && node bench/model.mjs [--engine onnx] [FOLDER ...]
import { availableParallelism, cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readCheckpoint } from '../dist/core/model/checkpoint.js';
import { openEngine } from '../dist/core/model/engine.js';
import { loadMusicVae } from '../dist/core/model/music-vae.js';

const { values, positionals } = parseArgs({
  options: { engine: { type: 'string', default: 'auto' }, repeats: { type: 'string', default: '15' } },
  allowPositionals: true,
});
const shipped = ['mel_2bar', 'mel_16bar'].map((name) =>
  fileURLToPath(new URL(`../models/${name}`, import.meta.url)),
);
const folders = positionals.length > 0 ? positionals : shipped;
const repeats = Number(values.repeats);

/** Times a call after one warm-up. */
async function time(call) {
  await call();
  const times = [];
  for (let round = 0; round < repeats; round++) {
    const begin = performance.now();
    await call();
    times.push(performance.now() - begin);
  }
  times.sort((a, b) => a - b);
  return { median: times[Math.floor(times.length / 2)], least: times[0] };
}

const engine = await openEngine(values.engine);
const load = () =>
  loadavg()
    .map((part) => part.toFixed(2))
    .join(' ');
console.log(
  `${availableParallelism()} x ${cpus()[0]?.model}, Node ${process.version}, load average ${load()}`,
);
console.log(`${engine.name}: ${engine.why}`);
for (const folder of folders) {
  const begin = performance.now();
  const model = await loadMusicVae(await readCheckpoint(folder), engine);
  console.log(`\n${model.name} (${model.hash}): loaded in ${(performance.now() - begin).toFixed(0)} ms`);
  for (const batch of [1, 4, 8]) {
    const { z, tokens } = await model.sample(batch, { seed: 1 });
    const cases = {
      decode: () => model.decode(z),
      'decode, drawn': () => model.decode(z, { temperature: 0.8, seed: 1 }),
      encode: () => model.encode(tokens),
    };
    for (const [name, call] of Object.entries(cases)) {
      const { median, least } = await time(call);
      console.log(
        `batch ${batch}  ${name.padEnd(14)} median ${median.toFixed(1)} ms, least ${least.toFixed(1)} ms (n ${repeats})`,
      );
    }
  }
  await model.release();
}
console.log(`\n${Math.round(process.memoryUsage().rss / 2 ** 20)} MB resident, load average ${load()}`);
