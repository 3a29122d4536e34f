/** Standard MIDI Files by hand, for tests; written from the format's own description, not with our writer. */

const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));

/** A variable-length quantity. */
export function varInt(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.unshift((rest & 0x7f) | 0x80);
  }
  return bytes;
}

export function uint32(value: number): number[] {
  return [(value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

/** Four letters, a length and content; the length can lie. */
export function chunk(name: string, content: readonly number[], length = content.length): number[] {
  return [...ascii(name), ...uint32(length), ...content];
}

export interface HeaderValues {
  readonly format?: number;
  readonly tracks?: number;
  readonly division?: number;
}

export function header({ format = 1, tracks = 1, division = 480 }: HeaderValues = {}): number[] {
  return chunk('MThd', [format >> 8, format & 255, tracks >> 8, tracks & 255, division >> 8, division & 255]);
}

export const END = [0, 0xff, 0x2f, 0];

export function meta(delta: number, type: number, content: readonly number[]): number[] {
  return [...varInt(delta), 0xff, type, ...varInt(content.length), ...content];
}

export const text = (type: number, words: string): number[] => meta(0, type, ascii(words));
export const tempo = (microseconds: number): number[] => meta(0, 0x51, uint32(microseconds).slice(1));

export function on(delta: number, pitch: number, channel = 0, velocity = 90): number[] {
  return [...varInt(delta), 0x90 | channel, pitch, velocity];
}

export function off(delta: number, pitch: number, channel = 0): number[] {
  return [...varInt(delta), 0x80 | channel, pitch, 64];
}

/** Notes one after the other, each a quarter long by default. */
export function tune(pitches: readonly number[], { channel = 0, ticks = 480 } = {}): number[] {
  return pitches.flatMap((pitch) => [...on(0, pitch, channel), ...off(ticks, pitch, channel)]);
}

/** A file of one or more tracks, each closed with an end of track. */
export function file(tracks: readonly (readonly number[])[], values: HeaderValues = {}): Uint8Array {
  const chunks = tracks.flatMap((track) => chunk('MTrk', [...track, ...END]));
  return Uint8Array.from([...header({ tracks: tracks.length, ...values }), ...chunks]);
}

/** Bytes as they are. */
export function raw(...parts: readonly (readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.flat());
}

export const fromText = (words: string): Uint8Array => Uint8Array.from(ascii(words));

export const SCALE = [60, 62, 64, 65, 67, 69, 71, 72];
