import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { SoundBankLoader } from 'spessasynth_core';
import { UserError } from '../core/errors.js';
import { master } from './mastering.js';
import { toPcm } from './pcm.js';
import type { SynthReply, SynthRequest, SynthSetup } from './synth-messages.js';
import { type SoundBank, synthesise } from './synthesis.js';

// The entry of the synthesiser's thread: it holds the bank and answers each piece with finished sound.

const setup: SynthSetup = workerData;
const bank = openBank(setup.soundFont);
// A bank that does not open is told in the answer to the first piece.
bank.catch(() => undefined);

parentPort?.on('message', async (request: SynthRequest) => {
  const reply = await answer(request);
  parentPort?.postMessage(reply, reply.ok ? [reply.pcm.samples.buffer] : []);
});

async function answer({ midi }: SynthRequest): Promise<SynthReply> {
  try {
    const raw = await synthesise(await bank, midi, setup.longestSeconds);
    return { ok: true, pcm: toPcm(master(raw)) };
  } catch (error) {
    if (error instanceof UserError) return { ok: false, code: error.code, sentence: error.message };
    return { ok: false, code: 'encoder-failed', sentence: 'This piece could not be turned into sound.' };
  }
}

async function openBank(path: string): Promise<SoundBank> {
  try {
    return SoundBankLoader.fromArrayBuffer(new Uint8Array(await readFile(path)).buffer);
  } catch (cause) {
    throw new UserError(
      'engine-unavailable',
      'The SoundFont could not be opened; check SEGUE_SOUNDFONT, or leave it out to use the built-in one.',
      { cause },
    );
  }
}
