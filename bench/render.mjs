// How long each stage of rendering takes. Run after `npm run build`: node bench/render.mjs
import { cpus, loadavg } from 'node:os';
import { writeMidi } from '../dist/core/music/midi-out.js';
import { encodeMp3, encodeOgg, encodeWav } from '../dist/render/audio.js';
import { openEncoder } from '../dist/render/ffmpeg.js';
import { drawPianoRoll } from '../dist/render/piano-roll.js';
import { openStudio } from '../dist/render/render.js';
import { openSynthesiser } from '../dist/render/synthesiser.js';
import { terminalRoll } from '../dist/render/terminal-roll.js';
import { encodeFilm } from '../dist/render/video.js';

const RUNS = 5;
const SCALE = [60, 62, 64, 65, 67, 69, 71, 72];

/** A morph of eighth notes. 128 bars are played at 180 quarters a minute, to stay under the limit of 3 minutes. */
function score(steps, bars, qpm) {
  const segments = Array.from({ length: steps }, (_, i) => ({
    label: i === 0 ? 'A' : i === steps - 1 ? 'B' : `${Math.round((100 * i) / (steps - 1))} %`,
    alpha: i / (steps - 1),
    length: bars * 16,
    notes: Array.from({ length: bars * 8 }, (_, k) => ({
      pitch: (SCALE[(k * (i + 1)) % 8] ?? 60) - i,
      start: k * 2,
      end: k * 2 + 2,
    })),
  }));
  return { title: 'Morph: “Up” → “Down”', segments, stepsPerBar: 16, qpm, program: 0 };
}

async function median(work) {
  const times = [];
  for (let run = 0; run < RUNS; run++) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return Math.round(times.sort((a, b) => a - b)[RUNS >> 1]);
}

const synthesiser = openSynthesiser();
const encoder = openEncoder();
await encoder.codecs();
const began = performance.now();
await synthesiser.play(writeMidi(score(2, 1, 120)));
console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}; medians of ${RUNS} runs in ms`);
console.log(`load average of the machine before: ${loadavg()[0]?.toFixed(1)}`);
console.log(`first sound, thread and bank included: ${Math.round(performance.now() - began)}`);

const cases = { '16 bars': score(8, 2, 120), '128 bars': score(8, 16, 180) };
const stages = {
  midi: ({ music }) => writeMidi(music),
  'picture, wide': ({ music }) => drawPianoRoll(music),
  'picture, narrow': ({ music }) => drawPianoRoll(music, { width: 'narrow' }),
  'terminal roll': ({ music }) => terminalRoll(music, { columns: 100 }),
  sound: ({ midi }) => synthesiser.play(midi),
  wav: ({ pcm }) => encodeWav(pcm),
  mp3: ({ pcm }) => encodeMp3(encoder, pcm),
  ogg: ({ pcm }) => encodeOgg(encoder, pcm),
  'mp3 and ogg at once': ({ pcm }) => Promise.all([encodeMp3(encoder, pcm), encodeOgg(encoder, pcm)]),
  film: ({ music, pcm }) => encodeFilm(encoder, music, pcm),
};

const table = {};
for (const [name, music] of Object.entries(cases)) {
  const midi = writeMidi(music);
  const pcm = await synthesiser.play(midi);
  table['seconds of sound'] = { ...table['seconds of sound'], [name]: Number(pcm.seconds.toFixed(1)) };
  for (const [stage, work] of Object.entries(stages)) {
    table[stage] = { ...table[stage], [name]: await median(() => work({ music, midi, pcm })) };
  }
}

const studio = openStudio();
for (const [name, music] of Object.entries(cases)) {
  const creation = { kind: 'creation', id: 'bench', score: music, key: null, altText: '' };
  const start = performance.now();
  for await (const { kind } of studio.render(creation, ['mid', 'png', 'mp3', 'ogg'])) {
    const row = `whole studio, one run: ${kind} ready after`;
    table[row] = { ...table[row], [name]: Math.round(performance.now() - start) };
  }
}
console.table(table);
console.log(`memory: ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`);
await Promise.all([synthesiser.close(), studio.close()]);
