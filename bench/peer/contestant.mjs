// One contestant in a process of its own: node contestant.mjs WHO FOLDER, then messages { kind, batch }.
import { latents, windows } from './inputs.mjs';
import { openPeer } from './peer.mjs';

const [, , who, folder] = process.argv;

/** Segue as it is built: the engine named after the colon. */
async function openSegue(engineName) {
  const { openEngine } = await import('../../dist/core/model/engine.js');
  const { readCheckpoint } = await import('../../dist/core/model/checkpoint.js');
  const { loadMusicVae } = await import('../../dist/core/model/music-vae.js');
  const engine = await openEngine(engineName);
  const model = await loadMusicVae(await readCheckpoint(folder), engine);
  const { minPitch, maxPitch } = model.vocabulary;
  return {
    steps: model.steps,
    labels: maxPitch - minPitch + 3,
    latent: model.latentSize,
    decode: async (z) => (await model.decode(z.map((row) => Float32Array.from(row)))).map((row) => [...row]),
    encode: async (tokens) => (await model.encode(tokens.map((row) => Uint8Array.from(row)))).mu,
  };
}

const [program, variant] = who.split(':');
const started = performance.now();
const model = program === 'segue' ? await openSegue(variant) : await openPeer(folder, variant);
const loadMs = performance.now() - started;

process.on('message', async ({ kind, batch }) => {
  const input = kind === 'decode' ? latents(model.latent, batch) : windows(model.steps, model.labels, batch);
  const begin = performance.now();
  const output = await model[kind](input);
  const ms = performance.now() - begin;
  process.send({ ms, tokens: kind === 'decode' ? output : undefined, rss: process.memoryUsage().rss });
});
process.send({ ready: true, loadMs });
