import type { ArtefactKind } from '../core/creation.js';

const LONGEST = 60;

const MIME_TYPES: Readonly<Record<ArtefactKind, string>> = {
  mid: 'audio/midi',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  png: 'image/png',
  mp4: 'video/mp4',
};

/** Media type of a kind of file. */
export function mimeType(kind: ArtefactKind): string {
  return MIME_TYPES[kind];
}

/**
 * A title as a file name without ending that is safe on every system: small Latin letters, digits and single
 * hyphens, at most 60 of them, such as `morph-twinkle-to-mary`.
 * @param fallback what to take where the title has no Latin letter or digit; of the same characters
 */
export function fileStem(title: string, fallback: string): string {
  const words = title
    .replace(/→/gu, ' to ')
    .replace(/♯/gu, ' sharp ')
    .replace(/♭/gu, ' flat ')
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '');
  let stem = '';
  for (const word of words) {
    const longer = stem === '' ? word.slice(0, LONGEST) : `${stem}-${word}`;
    if (longer.length > LONGEST) break;
    stem = longer;
  }
  return stem === '' ? fallback : stem;
}
