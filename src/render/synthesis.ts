import {
  BasicMIDI,
  type SoundBankLoader,
  SpessaLog,
  SpessaSynthProcessor,
  SpessaSynthSequencer,
} from 'spessasynth_core';
import { UserError } from '../core/errors.js';
import { SAMPLE_RATE, type Stereo } from './pcm.js';

/** A SoundFont in memory. */
export type SoundBank = ReturnType<typeof SoundBankLoader.fromArrayBuffer>;

/** The synthesiser's own block; a longer one would make events late. */
const BLOCK = 128;
const QUIET = 5e-4;
const QUIET_SECONDS = 0.15;
const LONGEST_TAIL_SECONDS = 5;
const FADE_SECONDS = 0.01;

/**
 * Plays a MIDI file into memory: all events, then the last notes' tail until 150 ms are quiet (at most 5 s), the
 * last 10 ms faded. The same bytes give the same samples every time.
 * @param midi a file that we wrote ourselves: the library aborts on hostile ones
 * @param longestSeconds how long the notes may last, in seconds
 * @throws UserError `too-long` when they last longer
 */
export async function synthesise(bank: SoundBank, midi: Uint8Array, longestSeconds: number): Promise<Stereo> {
  // The library warns on the console about what we report ourselves, such as a piece without notes.
  SpessaLog.warnEnabled = false;
  const song = BasicMIDI.fromArrayBuffer(ownBuffer(midi));
  if (song.duration > longestSeconds) throw tooLong(song.duration, longestSeconds);
  // A processor a render: nothing of the last piece rings on. It is never destroyed, as that empties the bank.
  const processor = new SpessaSynthProcessor(SAMPLE_RATE, { eventsEnabled: false });
  processor.soundBankManager.addSoundBank(bank, 'main');
  await processor.processorInitialized;
  const sequencer = new SpessaSynthSequencer(processor);
  sequencer.loadNewSongList([song]);
  sequencer.play();
  return playOut(processor, sequencer, song.duration);
}

function playOut(processor: SpessaSynthProcessor, sequencer: SpessaSynthSequencer, seconds: number): Stereo {
  const lastEvent = Math.ceil(seconds * SAMPLE_RATE);
  const room = lastEvent + LONGEST_TAIL_SECONDS * SAMPLE_RATE;
  const left = new Float32Array(room);
  const right = new Float32Array(room);
  let length = 0;
  let quiet = 0;
  while (length < room && quiet < QUIET_SECONDS * SAMPLE_RATE) {
    const count = Math.min(BLOCK, room - length);
    sequencer.processTick();
    processor.process(left, right, length, count);
    const isQuiet = peak(left, length, count) < QUIET && peak(right, length, count) < QUIET;
    quiet = length > lastEvent && isQuiet ? quiet + count : 0;
    length += count;
  }
  return { left: faded(left.subarray(0, length)), right: faded(right.subarray(0, length)) };
}

function peak(samples: Float32Array, from: number, count: number): number {
  let highest = 0;
  for (let i = from; i < from + count; i++) highest = Math.max(highest, Math.abs(samples[i] ?? 0));
  return highest;
}

/** Fades the end in place: without it a tail cut at 5 s would click. */
function faded(samples: Float32Array): Float32Array {
  const fade = Math.min(samples.length, Math.round(FADE_SECONDS * SAMPLE_RATE));
  for (let i = 1; i <= fade; i++) {
    const at = samples.length - i;
    samples[at] = (samples[at] ?? 0) * ((i - 1) / fade);
  }
  return samples;
}

/** A buffer that holds these bytes alone; a Node Buffer may be a slice of a pool shared with others. */
function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function tooLong(seconds: number, longestSeconds: number): UserError {
  return new UserError(
    'too-long',
    `This piece lasts ${inWords(seconds)} and sound is made for up to ${inWords(longestSeconds)}; ask for fewer steps or bars, or a faster tempo.`,
  );
}

function inWords(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  return [minutes > 0 ? `${minutes} min` : '', rest > 0 ? `${rest} s` : '']
    .filter((part) => part !== '')
    .join(' ');
}
