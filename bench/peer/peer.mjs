// Opens @magenta/music on a checkpoint folder. It reads checkpoints over http only, so a server on loopback lends it one.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** Serves the plain files of one folder on 127.0.0.1. */
export async function serve(folder) {
  const server = createServer(async (request, response) => {
    const name = /^\/([\w.-]+)$/.exec(request.url ?? '')?.[1];
    try {
      response.end(await readFile(join(folder, name ?? '')));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** Sets the peer's tfjs backend: its own default (`cpu`) or the WebAssembly one of the same release. */
async function setBackend(name) {
  const tf = require('@tensorflow/tfjs');
  if (name === 'wasm') {
    const wasm = require('@tensorflow/tfjs-backend-wasm');
    const home = dirname(fileURLToPath(import.meta.resolve('@tensorflow/tfjs-backend-wasm')));
    wasm.setWasmPaths(`${home}/`);
  }
  // This release takes a global fetch for a browser's and asks it for a file path, which fails.
  const { fetch } = globalThis;
  delete globalThis.fetch;
  try {
    if (!(await tf.setBackend(name))) throw new Error(`the backend ${name} does not start`);
    await tf.ready();
  } finally {
    globalThis.fetch = fetch;
  }
  return tf;
}

/**
 * Loads a checkpoint into the peer.
 * @param {string} folder
 * @param {'cpu' | 'wasm'} backend
 */
export async function openPeer(folder, backend = 'cpu') {
  const tf = await setBackend(backend);
  const { MusicVAE } = require('@magenta/music/node/music_vae');
  const server = await serve(folder);
  const model = new MusicVAE(server.url);
  // It prints its times; they are not ours.
  const { log } = console;
  console.log = () => {};
  await model.initialize();
  console.log = log;
  server.close();
  const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'));
  const { numSteps, minPitch, maxPitch } = config.dataConverter.args;
  const labels = maxPitch - minPitch + 3;
  return {
    version: require('@magenta/music/package.json').version,
    steps: numSteps,
    labels,
    latent: model.decoder.zDims,
    /** Greedy labels, a row an item. */
    async decode(z) {
      const input = tf.tensor2d(z.map((row) => [...row]));
      const output = await model.decodeTensors(input);
      const chosen = tf.argMax(output, 2);
      const tokens = await chosen.array();
      tf.dispose([input, output, chosen]);
      return tokens;
    },
    /** Posterior means, a row an item. */
    async encode(tokens) {
      const input = tf.tidy(() =>
        tf
          .oneHot(
            tf
              .tensor2d(
                tokens.map((row) => [...row]),
                undefined,
                'int32',
              )
              .flatten(),
            labels,
          )
          .toFloat()
          .reshape([tokens.length, numSteps, labels]),
      );
      const output = await model.encodeTensors(input);
      const mu = await output.array();
      tf.dispose([input, output]);
      return mu;
    },
  };
}
