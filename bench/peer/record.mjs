// Writes what the peer makes of our small checkpoints: node record.mjs  (after npm ci in this folder)
import { readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openPeer } from './peer.mjs';

const FIXTURES = new URL('../../tests/fixtures/', import.meta.url);
const ITEMS = 6;

/** Fixed latents without a generator: sums of sines of unrelated frequencies, about as long as draws from N(0, I). */
function latents(size) {
  return Array.from({ length: ITEMS }, (_, item) =>
    Array.from({ length: size }, (_, d) =>
      Math.fround(
        Math.sin(12.9898 * (item + 1) + 78.233 * (d + 1)) + Math.cos(39.346 * (item + 1) * (d + 1)),
      ),
    ),
  );
}

/** Windows with holds, rests and leaps, so that every kind of label is encoded. */
function windows(steps, labels) {
  return Array.from({ length: ITEMS }, (_, item) =>
    Array.from({ length: steps }, (_, step) => {
      const turn = (step * (item + 3) + item * 5) % 7;
      if (turn < 3) return 0;
      return turn === 3 ? 1 : 2 + ((step * 13 + item * 29 + turn * 17) % (labels - 2));
    }),
  );
}

const folder = new URL('checkpoints/', FIXTURES);
const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
for (const { name } of names) {
  const peer = await openPeer(fileURLToPath(new URL(name, folder)));
  const z = latents(peer.latent);
  const encoded = windows(peer.steps, peer.labels);
  const recorded = {
    peer: `@magenta/music ${peer.version}`,
    decode: { z, tokens: await peer.decode(z) },
    encode: { tokens: encoded, mu: await peer.encode(encoded) },
  };
  writeFileSync(new URL(`peer/${name}.json`, FIXTURES), `${JSON.stringify(recorded)}\n`);
  console.log(`${name}: ${ITEMS} decodes and ${ITEMS} encodes recorded`);
}
