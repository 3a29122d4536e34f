import {
  chunk,
  END,
  file,
  fromText,
  header,
  meta,
  off,
  on,
  raw,
  SCALE,
  tempo,
  text,
  tune,
  varInt,
} from './smf.js';

/** A bad or odd upload and what is to be made of it: part of the sentence, or null where it is read. */
export interface HostileFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly refused: RegExp | null;
}

const many = (count: number, make: (index: number) => number[]): number[] =>
  Array.from({ length: count }, (_, index) => make(index)).flat();
const good = [...tune(SCALE), ...END];

const refuse = (name: string, bytes: Uint8Array, refused: RegExp): HostileFile => ({ name, bytes, refused });
const read = (name: string, bytes: Uint8Array): HostileFile => ({ name, bytes, refused: null });

/** The kinds of bad input that crashed or hung MIDI libraries, and those that people upload by mistake. */
export function hostileFiles(): HostileFile[] {
  return [
    refuse('empty', new Uint8Array(), /^That file is empty: export/),
    refuse(
      'HTML',
      fromText('<!DOCTYPE html><html><body>404</body></html>'),
      /^That is a web page, not MIDI: export/,
    ),
    refuse('words', fromText('hello world, this is no MIDI file'), /^That is not a MIDI file: export/),
    refuse('WAV', fromText('RIFF\x24\x00\x00\x00WAVEfmt '), /^That is a WAV recording, not MIDI/),
    refuse('MP3', fromText('ID3\x04\x00rest'), /^That is an MP3 recording/),
    refuse('zip', fromText('PK\x03\x04rest'), /^That is a zipped file/),
    refuse('MusicXML', fromText('<?xml version="1.0"?><score-partwise>'), /^That is an XML score/),
    refuse(
      'RIFF without MIDI',
      fromText('RIFF\x24\x00\x00\x00RMIDLIST\x04\x00\x00\x00abcd'),
      /holds no MIDI/,
    ),
    refuse('RIFF cut short', fromText('RIFF\x24\x00\x00\x00RMIDdata\xff\xff\xff\xffMThd'), /breaks off/),
    refuse('header cut short', fromText('MThd\x00\x00'), /breaks off/),
    refuse('header only', raw(header()), /no track/),
    refuse('header too short', raw(chunk('MThd', [0, 1, 0, 1], 4), chunk('MTrk', good)), /how long a beat/),
    refuse('division 0', file([tune(SCALE)], { division: 0 }), /how long a beat/),
    refuse('film frames of no ticks', file([tune(SCALE)], { division: 0xe700 }), /how long a beat/),
    refuse('over 1 MiB', new Uint8Array(1024 * 1024 + 1), /larger than 1 MiB/),
    refuse('65 tracks', file(Array.from({ length: 65 }, () => tune([60]))), /more than 64 tracks/),
    refuse('no notes', file([text(3, 'empty')]), /no notes/),
    refuse('running status first', file([[0, 60, 90, 0, 62, 90]]), /no notes/),
    refuse(
      '60,000 notes',
      file([many(60_000, (index) => [...on(0, index % 128), ...off(1, index % 128)])]),
      /20,000 notes/,
    ),
    refuse(
      '20,001 notes that never end',
      file([many(20_001, (index) => on(1, index % 128))]),
      /20,000 notes/,
    ),
    refuse('50,000 note-offs', file([many(50_000, (index) => off(1, index % 128))]), /20,000 notes/),
    refuse(
      'more than 100,000 notes in all',
      file(Array.from({ length: 6 }, () => many(19_000, () => [0, 0x90, 60, 1]))),
      /100,000 notes/,
    ),
    refuse(
      '10,001 tempo changes',
      file([[...many(10_001, () => tempo(500_000)), ...tune(SCALE)]]),
      /10,000 tempo changes/,
    ),
    refuse(
      'hours of music',
      file([[...on(0, 60), ...many(20, () => off(0x0fffffff, 60)), ...tune([62])]]),
      /30 minutes/,
    ),
    refuse(
      'a length of five bytes',
      file([[0, 0xff, 1, 0x88, 0x80, 0x80, 0x80, 0, ...tune(SCALE)]]),
      /no notes/,
    ),
    refuse('a text that does not end', file([[0, 0xf0, ...varInt(99_999), ...tune(SCALE)]]), /no notes/),
    refuse('a status that files do not have', file([[0, 0xf4, ...tune(SCALE)]]), /no notes/),
    read('track length 4,294,967,295', raw(header(), chunk('MTrk', good, 0xffffffff))),
    read('65,535 tracks promised', raw(header({ tracks: 65_535 }), chunk('MTrk', good))),
    read('format 7', file([tune(SCALE)], { format: 7 })),
    read('tempo of a wrong length', file([[...meta(0, 0x51, [1, 2]), ...tune(SCALE)]])),
    read('tempo 0', file([[...tempo(0), ...tune(SCALE)]])),
    read('a time signature of 0/0', file([[...meta(0, 0x58, [0, 0, 0, 0]), ...tune(SCALE)]])),
    read('a time signature of 255/2^255', file([[...meta(0, 0x58, [255, 255, 0, 0]), ...tune(SCALE)]])),
    read('a text of 200,000 bytes', file([[...meta(0, 1, new Array(200_000).fill(65)), ...tune(SCALE)]])),
    read('notes of no length', file([tune(SCALE, { ticks: 0 }), tune(SCALE)])),
    read('a status that repeats in the data', file([[0, 0x90, 0x90, 0x90, 60, 90, ...tune(SCALE)]])),
    read('division 32,767', file([tune(SCALE, { ticks: 32_767 })], { division: 32_767 })),
    read('division 1', file([tune(SCALE, { ticks: 1 })], { division: 1 })),
  ];
}
