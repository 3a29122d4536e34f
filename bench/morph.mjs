// What a whole morph costs, stage by stage, warm and cold.
//   npm run build && node bench/morph.mjs [--runs 9] [--json FILE]
// Medians over interleaved runs; the share of each stage is the figure to trust, the milliseconds are this machine's.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { morph } from '../dist/core/commands/morph.js';
import { openEngine } from '../dist/core/model/engine.js';
import { openModelLibrary } from '../dist/core/model/model-library.js';
import { openMidiReader } from '../dist/core/music/midi-in.js';
import { openStudio } from '../dist/render/render.js';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '9' }, json: { type: 'string' } },
});
const runs = Number(values.runs);
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const launcher = fileURLToPath(new URL('../bin/segue.js', import.meta.url));

/** One warm morph; milliseconds a stage. */
async function warmMorph(parts, input) {
  const stages = {};
  let [stage, since] = ['', performance.now()];
  const enter = (next) => {
    const now = performance.now();
    if (stage) stages[stage] = (stages[stage] ?? 0) + now - since;
    [stage, since] = [next, now];
  };
  const begun = performance.now();
  const creation = await morph.run({ ...parts, newSeed: () => 1, onStage: enter }, morph.input.parse(input));
  enter('files');
  const arrived = {};
  for await (const { kind } of parts.studio.render(creation, ['mid', 'png', 'mp3'])) {
    arrived[kind] = performance.now() - begun;
  }
  enter('');
  return { total: performance.now() - begun, stages, arrived };
}

/** Process start to the last file, and the peak of resident memory where the system tells it. */
function coldMorph() {
  const out = mkdtempSync(join(tmpdir(), 'segue-bench-'));
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [launcher, 'morph', 'twinkle', 'mary', '--seed', '1', '--out', out],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let peak = 0;
    const watch = setInterval(() => {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
        peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
      } catch {}
    }, 20);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      rmSync(out, { recursive: true, force: true });
      if (code === 0) resolve({ total: performance.now() - begun, peakMb: peak / 1024 });
      else reject(new Error(`segue ended with ${code}`));
    });
    child.stdout.resume();
  });
}

/** What starting Node alone costs here, in the same minute. */
function bareNode() {
  const begun = performance.now();
  execFileSync(process.execPath, ['-e', '0']);
  return performance.now() - begun;
}

const parts = {
  models: openModelLibrary({
    folder: new URL('../models/', import.meta.url),
    engine: () => openEngine('auto'),
  }),
  midi: openMidiReader(),
  studio: openStudio({ longestSeconds: 600 }),
};
const tune = (name) => ({ kind: 'tune', name });
const inputs = {
  '2 bars, 8 steps': { a: tune('twinkle'), b: tune('mary'), seed: 1 },
  '16 bars, 8 steps': { a: tune('greensleeves'), b: tune('korobeiniki'), length: '16bars', seed: 1 },
};
const load = loadavg()[0];
const results = { node: process.version, load, runs, warm: {}, cold: [] };
for (const [name, input] of Object.entries(inputs)) {
  await warmMorph(parts, input);
  results.warm[name] = [];
}
for (let run = 0; run < runs; run += 1) {
  for (const [name, input] of Object.entries(inputs)) results.warm[name].push(await warmMorph(parts, input));
  results.cold.push({ ...(await coldMorph()), bareNode: bareNode() });
}
await Promise.all([parts.models.close(), parts.midi.close(), parts.studio.close()]);

console.log(`node ${process.version}, load ${load.toFixed(2)}, ${runs} runs, medians\n`);
for (const [name, list] of Object.entries(results.warm)) {
  const total = median(list.map((run) => run.total));
  console.log(`warm, ${name}: ${total.toFixed(0)} ms`);
  for (const stage of Object.keys(list[0].stages)) {
    const ms = median(list.map((run) => run.stages[stage]));
    console.log(
      `  ${stage.padEnd(20)} ${ms.toFixed(0).padStart(6)} ms  ${((ms / total) * 100).toFixed(0).padStart(3)} %`,
    );
  }
  for (const kind of ['mid', 'png', 'mp3']) {
    console.log(
      `  ${`${kind} there after`.padEnd(20)} ${median(list.map((run) => run.arrived[kind]))
        .toFixed(0)
        .padStart(6)} ms`,
    );
  }
}
const cold = median(results.cold.map(({ total }) => total));
const bare = median(results.cold.map(({ bareNode: ms }) => ms));
console.log(
  `cold, process start to the last file: ${cold.toFixed(0)} ms (${(cold / bare).toFixed(1)} times a bare node)`,
);
console.log(
  `peak memory of that process: ${Math.max(...results.cold.map(({ peakMb }) => peakMb)).toFixed(0)} MB`,
);
if (values.json) writeFileSync(values.json, JSON.stringify(results, null, 1));
