import { describe, expect, test } from 'vitest';
import { CHECKPOINTS, ENGINES, largestGap, loadFixture, readJson, rows, windows } from './fixtures.js';

/** Written by bench/peer/record.mjs. */
interface PeerRecord {
  readonly decode: { readonly z: number[][]; readonly tokens: number[][] };
  readonly encode: { readonly tokens: number[][]; readonly mu: number[][] };
}

describe.each(ENGINES)('%s against @magenta/music', (_, open) => {
  test.each(CHECKPOINTS)('plays and hears %s as it does', async (name) => {
    const recorded = readJson<PeerRecord>(`tests/fixtures/peer/${name}.json`);
    if (!recorded) throw new Error(`tests/fixtures/peer/${name}.json is committed`);
    const model = await loadFixture(name, await open());
    const decoded = await model.decode(rows(recorded.decode.z));
    expect(decoded.map((tokens) => [...tokens])).toEqual(recorded.decode.tokens);
    const { mu } = await model.encode(windows(recorded.encode.tokens));
    expect(largestGap(mu, rows(recorded.encode.mu))).toBeLessThan(1e-4);
    await model.release();
  });
});

test('the recorded decodes are varied: most steps are not the commonest label', () => {
  for (const name of CHECKPOINTS) {
    const tokens = readJson<PeerRecord>(`tests/fixtures/peer/${name}.json`)?.decode.tokens.flat() ?? [];
    const counts = new Map<number, number>();
    for (const label of tokens) counts.set(label, (counts.get(label) ?? 0) + 1);
    expect(counts.size).toBeGreaterThan(15);
    expect(Math.max(...counts.values()) / tokens.length).toBeLessThan(0.5);
  }
});
