import { describe, expect, it } from 'vitest';
import { parseMidiSong } from '../../../src/core/music/midi-parse.js';
import { chunk, END, file, fromText, header, meta, off, on, raw, SCALE, text, tune, uint32 } from './smf.js';

/** Bytes from hex digits; spaces between them do not count. */
function hex(digits: string): Uint8Array {
  const pairs = digits.replace(/\s/g, '').match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

/** The example in the appendix of "Standard MIDI Files 1.0" (RP-001), format 0. */
const SPEC_FORMAT_0 = hex(`
  4d546864 00000006 0000 0001 0060
  4d54726b 0000003b
  00 ff580404021808  00 ff510307a120  00 c005  00 c12e  00 c246
  00 923060  00 3c60  60 914340  60 904c20  8140 823040  00 3c40  00 814340  00 804c40  00 ff2f00`);

/** The same example in format 1. */
const SPEC_FORMAT_1 = hex(`
  4d546864 00000006 0001 0004 0060
  4d54726b 00000014  00 ff580404021808  00 ff510307a120  8300 ff2f00
  4d54726b 00000010  00 c005  8140 904c20  8140 4c00  00 ff2f00
  4d54726b 0000000f  00 c12e  60 914340  8220 4300  00 ff2f00
  4d54726b 00000015  00 c246  00 923060  00 3c60  8300 3000  00 3c00  00 ff2f00`);

const SPEC_PARTS = [
  { channel: 1, program: 5, notes: [[76, 192, 384]] },
  { channel: 2, program: 46, notes: [[67, 96, 384]] },
  {
    channel: 3,
    program: 70,
    notes: [
      [48, 0, 384],
      [60, 0, 384],
    ],
  },
];

const facts = (bytes: Uint8Array) =>
  parseMidiSong(bytes).tracks.map(({ channel, program, notes }) => ({
    channel,
    program,
    notes: notes.map(({ pitch, start, end }) => [pitch, start, end]),
  }));

describe('the example of the MIDI file standard', () => {
  it.each([
    ['format 0', SPEC_FORMAT_0],
    ['format 1', SPEC_FORMAT_1],
  ])('%s, with running status, gives the notes the standard describes', (_, bytes) => {
    expect(facts(bytes)).toEqual(SPEC_PARTS);
    const song = parseMidiSong(bytes);
    expect(song).toMatchObject({ ticksPerQuarter: 96, tempos: [{ tick: 0, qpm: 120 }], notices: [] });
    expect(song.timeSignatures).toEqual([{ tick: 0, numerator: 4, denominator: 4 }]);
    expect(song.durationSeconds).toBeCloseTo(2, 9);
  });
});

describe('what files are like', () => {
  it('takes the first piece of format 2 and says so', () => {
    const song = parseMidiSong(file([tune(SCALE), tune([40, 41])], { format: 2 }));
    expect(song.tracks.map(({ notes }) => notes.length)).toEqual([8]);
    expect(song.notices.join()).toContain('2 separate pieces');
  });

  it('unwraps RIFF', () => {
    const inside = [...file([tune(SCALE)])];
    const riff = (name: string, content: number[]) => [
      ...fromText(name),
      ...uint32(content.length).reverse(),
      ...content,
    ];
    const rmi = Uint8Array.from(
      riff('RIFF', [...fromText('RMID'), ...riff('DISP', [1, 0]), ...riff('data', inside)]),
    );
    expect(parseMidiSong(rmi).tracks[0]?.notes).toHaveLength(8);
  });

  it('keeps notes that never end: to the next onset, the last to the end of the track', () => {
    const song = parseMidiSong(file([[...on(0, 60), ...on(480, 62), ...on(480, 62), ...meta(960, 1, [])]]));
    expect(song.tracks[0]?.notes.map(({ pitch, start, end }) => [pitch, start, end])).toEqual([
      [60, 0, 480],
      [62, 480, 960],
      [62, 960, 1920],
    ]);
    expect(song.notices.join()).toContain('3 notes never end');
  });

  it('pairs a repeated note whose off comes after the next on', () => {
    const song = parseMidiSong(file([[...on(0, 60), ...on(480, 60), ...off(0, 60), ...off(480, 60)]]));
    expect(song.tracks[0]?.notes.map(({ start, end }) => [start, end])).toEqual([
      [0, 480],
      [480, 960],
    ]);
    expect(song.notices).toEqual([]);
  });

  it('takes two voices on one pitch for two notes, not for one that hangs', () => {
    const song = parseMidiSong(file([[...on(0, 60), ...on(240, 60), ...off(240, 60), ...off(480, 60)]]));
    expect(song.tracks[0]?.notes.map(({ start, end }) => [start, end])).toEqual([
      [0, 240],
      [240, 480],
    ]);
    expect(song.notices).toEqual([]);
  });

  it('accepts a missing end of track and a track that is cut short, with a word', () => {
    const open = raw(header(), chunk('MTrk', tune(SCALE)));
    expect(parseMidiSong(open).notices.join()).toContain('does not mark its end');
    const cut = raw(header(), chunk('MTrk', tune(SCALE), 5000));
    expect(parseMidiSong(cut)).toMatchObject({ tracks: [{ notes: { length: 8 } }] });
    expect(parseMidiSong(cut).notices.join()).toContain('cut short');
  });

  it('picks up after a broken event, as instruments do on the wire', () => {
    const song = parseMidiSong(
      file([[...tune([60, 62]), 0, 0x90, 64, ...tune([67]).slice(1), ...tune([69])]]),
    );
    expect(song.tracks[0]?.notes.map(({ pitch }) => pitch)).toEqual([60, 62, 67, 69]);
    expect(song.notices.join()).toContain('damaged');
  });

  it('stops at a delta time of five bytes, which would run backwards', () => {
    const song = parseMidiSong(
      file([[...tune([60, 62]), 0x90, 0x80, 0x80, 0x80, 0, ...tune([64]).slice(1)]]),
    );
    expect(song.tracks[0]?.notes.map(({ pitch }) => pitch)).toEqual([60, 62]);
    expect(song.notices.join()).toContain('damaged');
  });

  it('skips foreign chunks and ignores lyrics', () => {
    const bytes = raw(
      header({ tracks: 9 }),
      chunk('XFIH', [1, 2, 3]),
      chunk('MTrk', [...text(5, 'la'), ...tune(SCALE), ...END]),
    );
    expect(parseMidiSong(bytes).tracks[0]?.notes).toHaveLength(8);
  });

  it('splits a track by channel, takes programs and names, and knows drums', () => {
    const both = [
      ...text(3, 'Song'),
      0,
      0xc1,
      73,
      ...tune([60, 62], { channel: 1 }),
      ...tune([36, 38], { channel: 9 }),
    ];
    expect(parseMidiSong(file([both]))).toMatchObject({
      title: 'Song',
      tracks: [
        { index: 1, name: 'Song', channel: 2, program: 73, isDrums: false },
        { index: 2, name: 'Song', channel: 10, isDrums: true },
      ],
    });
  });

  it('strips names of controls and cuts them to 80 characters', () => {
    const song = parseMidiSong(
      file([[...text(3, `\x07bad\x00 \x1b[31m${'x'.repeat(200)}`), ...tune(SCALE)]]),
    );
    expect(song.title).toBe(`bad [31m${'x'.repeat(72)}`);
  });

  it('reads names in UTF-8 and in Latin-1', () => {
    expect(parseMidiSong(file([[...meta(0, 3, [0xc3, 0xbc]), ...tune(SCALE)]])).title).toBe('ü');
    expect(parseMidiSong(file([[...meta(0, 3, [0x66, 0xfc, 0x72]), ...tune(SCALE)]])).title).toBe('für');
  });

  it('keeps key signatures and leaves out senseless ones', () => {
    const keys = [...meta(0, 0x59, [0xfd, 1]), ...meta(0, 0x59, [99, 0]), ...meta(0, 0x58, [0, 2, 24, 8])];
    const song = parseMidiSong(file([[...keys, ...tune(SCALE)]]));
    expect(song.keySignatures).toEqual([{ tick: 0, fifths: -3, mode: 'minor' }]);
    expect(song.timeSignatures).toEqual([{ tick: 0, numerator: 4, denominator: 4 }]);
  });
});
