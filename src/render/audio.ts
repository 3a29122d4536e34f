import type { Encoder } from './ffmpeg.js';
import { type Pcm, pcmBytes } from './pcm.js';

const WAV_HEADER_BYTES = 44;
const CHANNELS = 2;
const BYTES_PER_SAMPLE = 2;
const LAME_SCALE = 0.95;

/** The sound as a WAV file: RIFF, 16 bit, stereo. */
export function encodeWav(pcm: Pcm): Uint8Array {
  const data = pcmBytes(pcm);
  const header = Buffer.alloc(WAV_HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(WAV_HEADER_BYTES - 8 + data.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(CHANNELS, 22);
  header.writeUInt32LE(pcm.sampleRate, 24);
  header.writeUInt32LE(pcm.sampleRate * CHANNELS * BYTES_PER_SAMPLE, 28);
  header.writeUInt16LE(CHANNELS * BYTES_PER_SAMPLE, 32);
  header.writeUInt16LE(BYTES_PER_SAMPLE * 8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}

interface AudioOptions {
  readonly signal?: AbortSignal | undefined;
}

/** `full` is for listening, `small` (one channel, 64 kbit/s) for pages that hold many sounds. */
export type SoundSize = 'full' | 'small';

/**
 * The sound as MP3, 160 kbit/s in stereo, or 64 kbit/s in one channel where it is to be small. The rate is constant because a pipe cannot take the header of a variable one, and
 * players would then show a wrong length.
 * LAME turns everything down to 0.95 at this rate, so the sound goes in that much louder and comes out as it was.
 * @throws UserError `encoder-unavailable`, `encoder-failed`, `cancelled`
 */
export function encodeMp3(
  encoder: Encoder,
  pcm: Pcm,
  { signal, size = 'full' }: AudioOptions & { readonly size?: SoundSize } = {},
): Promise<Uint8Array> {
  const rate = size === 'full' ? ['-b:a', '160k'] : ['-ac', '1', '-b:a', '64k'];
  const codec = ['-c:a', 'libmp3lame', ...rate, '-compression_level', '7'];
  const outputOptions = ['-af', `volume=${1 / LAME_SCALE}`, ...codec, '-map_metadata', '-1', '-f', 'mp3'];
  return encoder.toBytes({ pcm, needs: ['libmp3lame'], outputOptions, signal });
}

/**
 * The sound as Ogg Opus, 96 kbit/s. Without `-bitexact` the stream's serial number is random; with it the same
 * sound gives the same bytes.
 * @throws UserError `encoder-unavailable`, `encoder-failed`, `cancelled`
 */
export function encodeOgg(encoder: Encoder, pcm: Pcm, { signal }: AudioOptions = {}): Promise<Uint8Array> {
  const codec = ['-c:a', 'libopus', '-b:a', '96k', '-compression_level', '5'];
  const outputOptions = [...codec, '-map_metadata', '-1', '-bitexact', '-f', 'ogg'];
  return encoder.toBytes({ pcm, needs: ['libopus'], outputOptions, signal });
}
