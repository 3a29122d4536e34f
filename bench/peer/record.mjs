// Writes what the peer makes of our small checkpoints: node record.mjs  (after npm ci in this folder)
import { readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { latents, windows } from './inputs.mjs';
import { openPeer } from './peer.mjs';

const FIXTURES = new URL('../../tests/fixtures/', import.meta.url);
const ITEMS = 6;

const folder = new URL('checkpoints/', FIXTURES);
const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
for (const { name } of names) {
  const peer = await openPeer(fileURLToPath(new URL(name, folder)));
  const z = latents(peer.latent, ITEMS);
  const encoded = windows(peer.steps, peer.labels, ITEMS);
  const recorded = {
    peer: `@magenta/music ${peer.version}`,
    decode: { z, tokens: await peer.decode(z) },
    encode: { tokens: encoded, mu: await peer.encode(encoded) },
  };
  writeFileSync(new URL(`peer/${name}.json`, FIXTURES), `${JSON.stringify(recorded)}\n`);
  console.log(`${name}: ${ITEMS} decodes and ${ITEMS} encodes recorded`);
}
