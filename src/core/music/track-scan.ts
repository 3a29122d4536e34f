/** How many events there are that cost time. */
interface Counts {
  readonly noteOns: number;
  readonly noteOffs: number;
  readonly tempos: number;
}

/** What a look through a track's bytes found. */
export interface ScannedTrack extends Counts {
  /** The track up to its end or to the first broken event, safe for `midi-file`. */
  readonly bytes: Uint8Array;
  /** The track said that it ends. */
  readonly ended: boolean;
  /** Something was broken and is left out. */
  readonly broken: boolean;
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

/** Where one event lies in the track. */
interface EventSpan {
  /** First byte after the delta time that belongs to it. */
  readonly from: number;
  /** First byte after it. */
  readonly end: number;
  /** Status byte, carried over where it was left out. */
  readonly status: number;
  /** Bytes before it made no sense and are left out. */
  readonly resumed: boolean;
}

/** A meta event or a system exclusive one; null where it is cut off or of a kind that files do not have. */
function systemEvent(bytes: Uint8Array, from: number, status: number): EventSpan | null {
  const kind = bytes[from];
  if (kind !== 0xff && kind !== 0xf0 && kind !== 0xf7) return null;
  const length = readVarInt(bytes, kind === 0xff ? from + 2 : from + 1);
  if (!length || length.next + length.value > bytes.length) return null;
  return { from, end: length.next + length.value, status, resumed: false };
}

/**
 * A channel event, which may lean on the status before it. Where a status byte stands among its data the event is
 * given up and the new one begun, as instruments do on the wire; null where it is cut off.
 */
function channelEvent(bytes: Uint8Array, from: number, before: number): EventSpan | null {
  let [start, at, status, wanted, resumed] = [from, from, before, dataBytes(before), false];
  while (wanted > 0 || at === from) {
    const byte = bytes[at];
    if (byte === undefined || byte >= 0xf0) return null;
    if (byte >= 0x80) {
      resumed ||= at > from;
      [start, status, wanted] = [at, byte, dataBytes(byte)];
    } else if (status === 0) return null;
    else wanted -= 1;
    at += 1;
  }
  return { from: start, end: at, status, resumed };
}

/** Data bytes that a channel status asks for. */
function dataBytes(status: number): number {
  return status >> 4 === 0xc || status >> 4 === 0xd ? 1 : 2;
}

/** Counts an event, and makes a meta event harmless that the parser would stumble over. */
function countEvent(
  event: Uint8Array,
  status: number,
  counts: { -readonly [K in keyof Counts]: Counts[K] },
): void {
  const [first = 0, type = 0] = event;
  if (first === 0xff) {
    const content = readVarInt(event, 2)?.next ?? 2;
    if (!isUsable(type, event.subarray(content))) event[1] = 0x7f;
    if (event[1] === SET_TEMPO) counts.tempos += 1;
  } else if (first < 0xf0 && (status >> 4 === 0x8 || status >> 4 === 0x9)) {
    if (status >> 4 === 0x9 && event.at(-1) !== 0) counts.noteOns += 1;
    else counts.noteOffs += 1;
  }
}

/**
 * Looks through a track's events without making anything of them.
 *
 * The parser behind runs backwards on lengths of five bytes and reads past the end without a word, so it is given
 * only what has been walked over here: events that are whole, up to the end of the track. Meta events of a wrong
 * length or with a senseless value (tempo 0, a 0/4 bar) are renamed to "sequencer specific", which all ignore.
 */
export function scanTrack(track: Uint8Array): ScannedTrack {
  const clean = new Uint8Array(track.length + 4);
  const counts = { noteOns: 0, noteOffs: 0, tempos: 0 };
  let [status, at, size, broken] = [0, 0, 0, false];
  while (at < track.length) {
    const delta = readVarInt(track, at);
    const first = delta ? track[delta.next] : undefined;
    if (!delta || first === undefined) break;
    if (first === 0xff && track[delta.next + 1] === END_OF_TRACK) {
      const bytes = clean.subarray(0, size + delta.next - at + 3);
      bytes.set([...track.subarray(at, delta.next), 0xff, END_OF_TRACK, 0], size);
      return { ...counts, bytes, ended: true, broken };
    }
    const event =
      first >= 0xf0 ? systemEvent(track, delta.next, status) : channelEvent(track, delta.next, status);
    if (!event) break;
    clean.set(track.subarray(at, delta.next), size);
    const copied = size + delta.next - at;
    clean.set(track.subarray(event.from, event.end), copied);
    size = copied + event.end - event.from;
    countEvent(clean.subarray(copied, size), event.status, counts);
    broken ||= event.resumed;
    status = event.status;
    at = event.end;
  }
  clean.set([0, 0xff, END_OF_TRACK, 0], size);
  return { ...counts, bytes: clean.subarray(0, size + 4), ended: false, broken: broken || at < track.length };
}
