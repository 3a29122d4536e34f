import { UserError } from '../errors.js';

/** Largest upload that is read, in bytes. */
export const MAX_BYTES = 1024 * 1024;

/** What people upload by mistake, by first letters; `.` stands for any byte. */
const OTHER_KINDS: readonly (readonly [RegExp, string])[] = [
  [/^RIFF....WAVE/s, 'a WAV recording'],
  [/^(ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb])/s, 'an MP3 recording'],
  [/^OggS/, 'an Ogg recording'],
  [/^fLaC/, 'a FLAC recording'],
  [/^....ftyp/s, 'an MP4 or M4A file'],
  [/^\x89PNG|^\xff\xd8\xff|^GIF8/s, 'a picture'],
  [/^PK[^A-Za-z ]{2}/, 'a zipped file (a compressed score or an archive)'],
  [/^%PDF/, 'a PDF'],
  [/^(\xef\xbb\xbf)?\s*<\?xml|^\s*<score-/is, 'an XML score'],
  [/^(\xef\xbb\xbf)?\s*<(!doctype|html|head|body|!--)/i, 'a web page'],
  [/^X:\s*\d/, 'an ABC tune'],
];

/**
 * Looks at size and first bytes.
 * @returns which of the two wrappings of MIDI it is
 * @throws UserError `too-large` over 1 MiB, `bad-midi` when it is something else
 */
export function checkSignature(bytes: Uint8Array): 'plain' | 'riff' {
  if (bytes.length > MAX_BYTES) {
    throw new UserError(
      'too-large',
      'That file is larger than 1 MiB: upload a MIDI file of the melody alone.',
    );
  }
  if (bytes.length === 0) {
    throw new UserError('bad-midi', 'That file is empty: export it again as MIDI (.mid) and upload that.');
  }
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  if (start.startsWith('MThd')) return 'plain';
  if (/^RIFF....RMID/s.test(start)) return 'riff';
  const kind = OTHER_KINDS.find(([pattern]) => pattern.test(start));
  const what = kind ? `That is ${kind[1]}, not MIDI` : 'That is not a MIDI file';
  throw new UserError('bad-midi', `${what}: export the tune as MIDI (.mid) and upload that.`);
}
