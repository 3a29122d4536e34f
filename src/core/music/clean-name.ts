/** Longest name that is kept, in characters. */
export const MAX_NAME_LENGTH = 80;

/**
 * A name from outside made fit to show: control, format and private characters out, white space single, at most
 * 80 characters. Format characters go too because they can turn the reading direction of a whole message.
 */
export function cleanName(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ').replace(/\p{C}/gu, '');
  const single = visible.replace(/\s+/gu, ' ').trim();
  return Array.from(single).slice(0, MAX_NAME_LENGTH).join('').trim();
}

/** Bytes of a text event to text: UTF-8 where they are valid UTF-8, else Latin-1, the two habits of MIDI files. */
export function decodeText(latin1: string): string {
  const bytes = Uint8Array.from(latin1, (character) => character.charCodeAt(0));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return latin1;
  }
}

/** Text to the byte string that `midi-file` writes, in UTF-8. */
export function encodeText(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}
