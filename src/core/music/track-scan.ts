/** What a look through a track's bytes found. */
export interface ScannedTrack {
  /** The track up to its end or to the first broken event, safe for `midi-file`. */
  readonly bytes: Uint8Array;
  /** The track said that it ends. */
  readonly ended: boolean;
  /** An event was broken; everything from there on is left out. */
  readonly broken: boolean;
  readonly noteOns: number;
  readonly noteOffs: number;
  readonly tempos: number;
}

/** Lengths that `midi-file` insists on, by type of meta event. */
const META_LENGTHS: Readonly<Record<number, readonly number[]>> = {
  0: [2],
  32: [1],
  33: [1],
  81: [3],
  84: [5],
  88: [2, 4],
  89: [2],
};
const END_OF_TRACK = 0x2f;
const SET_TEMPO = 0x51;
const TIME_SIGNATURE = 0x58;
const KEY_SIGNATURE = 0x59;
/** Text above this many bytes is no name; the parser would spread it over the stack. */
const MAX_TEXT_BYTES = 4096;

/** A variable-length quantity of at most four bytes; null where it is broken. */
function readVarInt(bytes: Uint8Array, at: number): { value: number; next: number } | null {
  let value = 0;
  for (let index = at; index < at + 4; index += 1) {
    const byte = bytes[index];
    if (byte === undefined) return null;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, next: index + 1 };
  }
  return null;
}

/** Whether a meta event says something that can be used; others are made harmless, not refused. */
function isUsable(type: number, content: Uint8Array): boolean {
  const lengths = META_LENGTHS[type];
  if (lengths && !lengths.includes(content.length)) return false;
  const [first = 0, second = 0] = content;
  if (type === SET_TEMPO) return content.some((byte) => byte > 0);
  if (type === TIME_SIGNATURE) return first > 0 && second <= 6;
  if (type === KEY_SIGNATURE) return Math.abs((first << 24) >> 24) <= 7 && second <= 1;
  return type > 7 || content.length <= MAX_TEXT_BYTES;
}

/**
 * Looks through a track's events without making anything of them.
 *
 * The parser behind runs backwards on lengths of five bytes and reads past the end without a word, so it is given
 * only what has been walked over here: events that are whole, up to the end of the track. Meta events of a wrong
 * length or with a senseless value (tempo 0, a 0/4 bar) are renamed to "sequencer specific", which all ignore.
 */
export function scanTrack(track: Uint8Array): ScannedTrack {
  const bytes = track.slice();
  const counts = { noteOns: 0, noteOffs: 0, tempos: 0 };
  let status = 0;
  let at = 0;

  /** Steps over one system event; its last byte plus one, or null where it is broken. */
  const skipSystem = (place: number, kind: number): number | null => {
    const type = kind === 0xff ? bytes[place] : kind;
    if (type === undefined || (kind !== 0xff && kind !== 0xf0 && kind !== 0xf7)) return null;
    const length = readVarInt(bytes, kind === 0xff ? place + 1 : place);
    if (!length || length.next + length.value > bytes.length) return null;
    const end = length.next + length.value;
    if (kind !== 0xff) return end;
    if (!isUsable(type, bytes.subarray(length.next, end))) bytes[place] = 0x7f;
    if (bytes[place] === SET_TEMPO) counts.tempos += 1;
    return end;
  };

  /** Steps over one channel event that may lean on the status before it. */
  const skipChannel = (place: number): number | null => {
    const kind = status >> 4;
    const end = place + (kind === 0xc || kind === 0xd ? 1 : 2);
    if (status === 0 || end > bytes.length || bytes.subarray(place, end).some((byte) => byte > 0x7f))
      return null;
    if (kind === 0x9 && bytes[place + 1] !== 0) counts.noteOns += 1;
    else if (kind === 0x8 || kind === 0x9) counts.noteOffs += 1;
    return end;
  };

  while (at < bytes.length) {
    const delta = readVarInt(bytes, at);
    const first = delta ? bytes[delta.next] : undefined;
    if (!delta || first === undefined) break;
    if (first === 0xff && bytes[delta.next + 1] === END_OF_TRACK) {
      return { ...counts, bytes: endAt(bytes, at, delta.next), ended: true, broken: false };
    }
    if (first >= 0x80 && first < 0xf0) status = first;
    const after =
      first >= 0xf0 ? skipSystem(delta.next + 1, first) : skipChannel(delta.next + (first >= 0x80 ? 1 : 0));
    if (after === null) break;
    at = after;
  }
  return { ...counts, bytes: endAt(bytes, at, at, 0), ended: false, broken: at < bytes.length };
}

/** The track up to `at`, then the delta time of its end (or the one given) and the end itself. */
function endAt(bytes: Uint8Array, at: number, deltaEnd: number, delta?: number): Uint8Array {
  const kept = bytes.subarray(0, delta === undefined ? deltaEnd : at);
  const tail = delta === undefined ? [0xff, END_OF_TRACK, 0] : [delta, 0xff, END_OF_TRACK, 0];
  const ended = new Uint8Array(kept.length + tail.length);
  ended.set(kept);
  ended.set(tail, kept.length);
  return ended;
}
