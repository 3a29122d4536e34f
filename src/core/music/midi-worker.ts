import { parentPort } from 'node:worker_threads';
import { UserError } from '../errors.js';
import type { MidiReply } from './midi-in.js';
import { parseMidiSong } from './midi-parse.js';

/** Reads one upload; whatever goes wrong leaves as a sentence of ours. */
function reply(bytes: Uint8Array): MidiReply {
  try {
    return { ok: true, song: parseMidiSong(bytes) };
  } catch (error) {
    if (error instanceof UserError) return { ok: false, code: error.code, message: error.message };
    return {
      ok: false,
      code: 'bad-midi',
      message: 'That MIDI file is damaged: export or download it again.',
    };
  }
}

parentPort?.on('message', (bytes: Uint8Array) => {
  parentPort?.postMessage(reply(bytes));
});
