import { UserError } from '../errors.js';
import { checkSignature } from './midi-signature.js';

/** Most tracks a file may have. */
export const MAX_TRACKS = 64;

/** A MIDI file cut into its parts, before any event is looked at. */
export interface MidiChunks {
  /** The header's division, 16 bits, never 0. */
  readonly division: number;
  readonly tracks: readonly Uint8Array[];
  readonly notices: readonly string[];
}

/** Four letters at a place. */
function chunkName(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

/** The MIDI file inside a RIFF wrapper (`RIFF` size `RMID`, then chunks, one of them `data`). */
function unwrapRiff(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 12;
  while (at + 8 <= bytes.length) {
    const size = view.getUint32(at + 4, true);
    if (chunkName(bytes, at) === 'data') return bytes.subarray(at + 8, at + 8 + size);
    at += 8 + size + (size % 2);
  }
  throw new UserError('bad-midi', 'That RMI file holds no MIDI: export the tune as a plain .mid file.');
}

/** The tracks after the header; a track longer than the file is cut at the file's end. */
function readTracks(bytes: Uint8Array, from: number): { tracks: Uint8Array[]; clipped: boolean } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tracks: Uint8Array[] = [];
  let clipped = false;
  let at = from;
  while (at + 8 <= bytes.length) {
    const end = at + 8 + view.getUint32(at + 4);
    if (chunkName(bytes, at) === 'MTrk') {
      tracks.push(bytes.subarray(at + 8, Math.min(end, bytes.length)));
      clipped ||= end > bytes.length;
    }
    if (tracks.length > MAX_TRACKS) {
      throw new UserError(
        'too-large',
        `That MIDI file has more than ${MAX_TRACKS} tracks: leave only the melody in it.`,
      );
    }
    at = end;
  }
  return { tracks, clipped };
}

/**
 * Walks over the chunks of a Standard MIDI File ("Standard MIDI Files 1.0", RP-001).
 *
 * The header's count of tracks is ignored and foreign chunks are skipped, as the standard asks. Of format 2, whose
 * tracks are separate pieces, the first is taken.
 * @throws UserError `too-large` or `bad-midi`
 */
export function readChunks(upload: Uint8Array): MidiChunks {
  const bytes = checkSignature(upload) === 'riff' ? unwrapRiff(upload) : upload;
  if (bytes.length < 14 || chunkName(bytes, 0) !== 'MThd') {
    throw new UserError(
      'bad-midi',
      'That MIDI file breaks off in its first line: export or download it again.',
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getUint32(4);
  const division = view.getUint16(12);
  if (headerLength < 6 || division === 0 || (division & 0x80ff) === 0x8000) {
    throw new UserError('bad-midi', 'That MIDI file does not say how long a beat is: export it again.');
  }
  const { tracks, clipped } = readTracks(bytes, 8 + headerLength);
  const notices = clipped ? ['The MIDI file is cut short; what is there was read.'] : [];
  const first = tracks[0];
  if (first === undefined) {
    throw new UserError('bad-midi', 'There is no track in that MIDI file: export it again with its notes.');
  }
  const separate = view.getUint16(8) === 2 && tracks.length > 1;
  if (!separate) return { division, tracks, notices };
  notices.push(`The file holds ${tracks.length} separate pieces (MIDI format 2); the first was taken.`);
  return { division, tracks: [first], notices };
}
