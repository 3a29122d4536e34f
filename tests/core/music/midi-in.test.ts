import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openMidiReader } from '../../../src/core/music/midi-in.js';
import { parseMidiSong } from '../../../src/core/music/midi-parse.js';
import { hostileFiles } from './hostile-files.js';
import { file, SCALE, tune } from './smf.js';

const GOOD = file([tune(SCALE)]);
/** What the stuck worker takes for its orders: the first letters of a MIDI file, then the kind. */
const kindOf = (kind: number) => Uint8Array.of(0x4d, 0x54, 0x68, 0x64, kind);
const stuck = { workerModule: new URL('./stuck-worker.mjs', import.meta.url) };

/** Worker threads and their ports that this process holds. */
const workers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort').length;

describe('reading in a worker', () => {
  it('gives what the parser gives, also for many files at once', async () => {
    const reader = openMidiReader();
    const songs = await Promise.all([reader.read(GOOD), reader.read(GOOD), reader.read(GOOD)]);
    for (const song of songs) expect(song).toEqual(parseMidiSong(GOOD));
    await reader.close();
  });

  it('refuses every bad file with the sentence of the parser, and goes on', async () => {
    const reader = openMidiReader();
    for (const { bytes, refused } of hostileFiles()) {
      const said = await reader.read(bytes).then(
        () => null,
        (error: Error) => error,
      );
      if (refused) expect(said).toMatchObject({ name: 'UserError', message: expect.stringMatching(refused) });
    }
    expect((await reader.read(GOOD)).tracks).toHaveLength(1);
    await reader.close();
  });

  it.each([
    ['hangs', 1, 1000, 'too-large'],
    ['eats all memory', 2, 20_000, 'too-large'],
    ['dies', 3, 20_000, 'bad-midi'],
  ])('replaces a worker that %s', async (_, kind, timeLimitMs, code) => {
    const reader = openMidiReader({ ...stuck, timeLimitMs });
    const started = performance.now();
    const before = workers();
    await expect(reader.read(kindOf(kind))).rejects.toMatchObject({ code });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(workers()).toBeLessThanOrEqual(before);
    await expect(reader.read(kindOf(0))).rejects.toThrow('Still here.');
    await reader.close();
  });

  it('starts a new worker when the old one has died while idle', async () => {
    const reader = openMidiReader(stuck);
    await expect(reader.read(kindOf(4))).rejects.toThrow('Still here.');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await expect(reader.read(kindOf(0))).rejects.toThrow('Still here.');
    await reader.close();
  });

  it('does not blame the file where the program was never built', async () => {
    const reader = openMidiReader({ workerModule: new URL('./no-such-worker.mjs', import.meta.url) });
    await expect(reader.read(GOOD)).rejects.toMatchObject({
      code: expect.stringContaining('MODULE_NOT_FOUND'),
    });
    await reader.close();
  });

  it('stops at once when told to, in its turn or before', async () => {
    const reader = openMidiReader(stuck);
    const stop = new AbortController();
    const hanging = reader.read(kindOf(1), { signal: stop.signal });
    const waiting = reader.read(kindOf(1), { signal: stop.signal });
    setTimeout(() => stop.abort(), 100);
    await expect(hanging).rejects.toMatchObject({ code: 'cancelled' });
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await expect(reader.read(kindOf(0))).rejects.toThrow('Still here.');
    await reader.close();
  });

  it('closes in the middle of a file, leaves no worker, and reads no more', async () => {
    const reader = openMidiReader(stuck);
    const before = workers();
    const reading = expect(reader.read(kindOf(1))).rejects.toMatchObject({ code: 'cancelled' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await reader.close();
    await reading;
    expect(workers()).toBeLessThanOrEqual(before);
    await expect(reader.read(GOOD)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('lets the program end while it is open', async () => {
    const module = new URL('../../../dist/core/music/midi-in.js', import.meta.url);
    const program = `
      import { openMidiReader } from ${JSON.stringify(module.href)};
      const song = await openMidiReader().read(Uint8Array.from(${JSON.stringify([...GOOD])}));
      console.log(song.tracks[0].notes.length);`;
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], {
      timeout: 10_000,
    });
    expect(stdout).toBe('8\n');
  });
});
