import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, it } from 'vitest';
import { writeMidi } from '../../src/core/music/midi-out.js';
import type { Pcm } from '../../src/render/pcm.js';
import type { SynthSetup } from '../../src/render/synth-messages.js';
import { openSynthesiser } from '../../src/render/synthesiser.js';
import { workerUrl } from '../../src/worker-url.js';
import { channelsOf } from './probe.js';
import { eighths, sampleScore, scoreOf, segment } from './scores.js';

const ORGAN = 16;
const workers: Worker[] = [];
const startWorker = (setup: SynthSetup): Worker => {
  const worker = new Worker(workerUrl('render/synth-worker'), { workerData: setup });
  workers.push(worker);
  return worker;
};
const synthesiser = openSynthesiser({ startWorker, longestSeconds: 20 });
afterAll(() => synthesiser.close());

const play = (score = sampleScore(2)): Promise<Pcm> => synthesiser.play(writeMidi(score));

function hash({ samples }: Pcm): string {
  return createHash('sha256').update(samples).digest('hex');
}

/** Root mean square of the left channel between two times in seconds. */
function rms(pcm: Pcm, from: number, to: number): number {
  const part = channelsOf(pcm).left.subarray(from * pcm.sampleRate, to * pcm.sampleRate);
  return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length);
}

describe('synthesiser', () => {
  it('plays as long as the notes last and keeps the tail, which ends in silence', async () => {
    const pcm = await play();
    expect(pcm.sampleRate).toBe(48_000);
    expect(pcm.seconds).toBeGreaterThan(4.2);
    expect(pcm.seconds).toBeLessThan(9);
    expect(pcm.samples.length).toBe(Math.round(pcm.seconds * 48_000) * 2);
    expect(rms(pcm, 4, 4.1)).toBeGreaterThan(0.002);
    expect(Math.abs(pcm.samples.at(-1) ?? 1)).toBeLessThan(2);
  });

  it('is neither silent nor clipped', async () => {
    const { left, right } = channelsOf(await play());
    const peak = Math.max(
      ...[left, right].map((side) => side.reduce((top, s) => Math.max(top, Math.abs(s)), 0)),
    );
    expect(peak).toBeGreaterThan(0.2);
    expect(peak).toBeLessThanOrEqual(10 ** (-1 / 20));
  });

  it('sounds where there are notes and is quiet where there are rests', async () => {
    const notes = [0, 32, 64].map((start) => ({ pitch: 67, start, end: start + 16 }));
    const pcm = await play(scoreOf([segment('1', null, notes, 6)], { program: ORGAN }));
    for (const bar of [0, 2, 4]) {
      const sounding = rms(pcm, bar * 2 + 0.5, bar * 2 + 1.8);
      const resting = bar < 4 ? rms(pcm, bar * 2 + 3, bar * 2 + 3.9) : 0;
      expect(sounding).toBeGreaterThan(0.05);
      expect(resting).toBeLessThan(sounding / 20);
    }
  });

  it('gives the same samples every time, also from a new thread, and others for another instrument', async () => {
    const first = hash(await play());
    expect(hash(await play())).toBe(first);
    const other = openSynthesiser();
    expect(hash(await other.play(writeMidi(sampleScore(2))))).toBe(first);
    await other.close();
    expect(hash(await play(sampleScore(2, { program: ORGAN })))).not.toBe(first);
  });

  it('refuses a piece that is too long, and says how long it may be', async () => {
    await expect(play(sampleScore(16))).rejects.toMatchObject({
      code: 'too-long',
      message: expect.stringContaining('lasts 32 s and sound is made for up to 20 s'),
    });
  });

  it('says that there is nothing to hear in a piece without notes', async () => {
    await expect(play(scoreOf([segment('1', null, [], 2)]))).rejects.toMatchObject({ code: 'no-melody' });
  });

  it('replaces a thread that dies, even in the middle of a piece', async () => {
    const wanted = hash(await play());
    const before = workers.length;
    const playing = play();
    await workers.at(-1)?.terminate();
    expect(hash(await playing)).toBe(wanted);
    expect(workers.length).toBe(before + 1);
  });

  it('gives up when the thread dies again and again', async () => {
    const dying = openSynthesiser({ startWorker: () => new Worker('process.exit(1)', { eval: true }) });
    await expect(dying.play(writeMidi(sampleScore(1)))).rejects.toMatchObject({ code: 'encoder-failed' });
    await dying.close();
  });

  it('stops at once when cancelled, running or waiting, and then plays the next', async () => {
    const cancelling = new AbortController();
    const long = writeMidi(sampleScore(8));
    const pieces = [0, 1].map(() => synthesiser.play(long, { signal: cancelling.signal }));
    const next = play();
    setTimeout(() => cancelling.abort(), 30);
    const began = performance.now();
    for (const outcome of await Promise.allSettled(pieces)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
    }
    expect(performance.now() - began).toBeLessThan(400);
    expect((await next).seconds).toBeGreaterThan(4);
  });

  it('lets go of a waiting piece before the one in front of it is finished', async () => {
    const order: string[] = [];
    const front = synthesiser.play(writeMidi(sampleScore(8))).then(() => order.push('played'));
    const cancelling = new AbortController();
    const waiting = synthesiser
      .play(writeMidi(sampleScore(2)), { signal: cancelling.signal })
      .catch(() => order.push('cancelled'));
    setTimeout(() => cancelling.abort(), 20);
    await Promise.all([front, waiting]);
    expect(order).toEqual(['cancelled', 'played']);
  });

  it('says when the SoundFont cannot be opened', async () => {
    const broken = openSynthesiser({ soundFont: '/nowhere.sf2' });
    await expect(broken.play(writeMidi(sampleScore(1)))).rejects.toMatchObject({
      code: 'engine-unavailable',
      message: expect.stringContaining('SEGUE_SOUNDFONT'),
    });
    await broken.close();
  });

  it('hears every step of a scale as a different pitch', async () => {
    const [low, high] = await Promise.all(
      [48, 84].map((pitch) =>
        play(scoreOf([segment('1', null, eighths([pitch], 1), 1)], { program: ORGAN })),
      ),
    );
    const crossings = (pcm: Pcm): number => {
      const { left } = channelsOf(pcm);
      return left
        .subarray(4800, 48_000)
        .reduce((sum, s, i, all) => sum + Number(s * (all[i - 1] ?? s) < 0), 0);
    };
    expect(low && high && crossings(high) > 2 * crossings(low)).toBe(true);
  });
});
