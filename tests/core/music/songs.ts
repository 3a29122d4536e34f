import type { MidiPart, MidiSong, PartNote } from '../../../src/core/music/midi-song.js';

/** Ticks to a quarter note in these songs; a sixteenth is 120. */
export const TICKS = 480;

/** `[pitch, start, end]` in sixteenths, which may be fractions. */
export type Sixteenths = readonly [pitch: number, start: number, end: number];

export function notes(lines: readonly Sixteenths[]): PartNote[] {
  return lines.map(([pitch, start, end]) => ({ pitch, start: start * 120, end: end * 120, velocity: 90 }));
}

export function part(values: Partial<MidiPart> & { readonly notes: readonly PartNote[] }): MidiPart {
  return { index: 1, name: '', channel: 1, program: 0, isDrums: false, ...values };
}

export function song(tracks: readonly MidiPart[], values: Partial<MidiSong> = {}): MidiSong {
  return {
    title: null,
    ticksPerQuarter: TICKS,
    tracks: tracks.map((track, index) => ({ ...track, index: index + 1 })),
    tempos: [{ tick: 0, qpm: 120 }],
    timeSignatures: [{ tick: 0, numerator: 4, denominator: 4 }],
    keySignatures: [],
    durationSeconds: 10,
    grid: null,
    notices: [],
    ...values,
  };
}
