/** Marks that change other characters or the direction and have no picture of their own. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Variation_Selector}\p{Emoji_Modifier}]/gu;

/**
 * A text with what the font cannot draw replaced: a run of letters becomes one `…`, pictures are dropped, and a
 * text of which nothing is left becomes `♪`.
 * @param has tells whether the font has a character
 */
export function readable(text: string, has: (codePoint: number) => boolean): string {
  const plain = text.normalize('NFC').replace(/\s+/gu, ' ').replace(INVISIBLE, '');
  const drawable = Array.from(plain, (letter) => (canDraw(letter, has) ? letter : known(letter, has))).join(
    '',
  );
  const shown = drawable.replace(/…(?:\s*…)+/gu, '…').trim();
  return /[\p{L}\p{N}]/u.test(shown) ? shown : '♪';
}

/** The same letter in its plain form where the font has that: full-width Ａ as A. */
function known(letter: string, has: (codePoint: number) => boolean): string {
  const plain = letter.normalize('NFKC');
  if (Array.from(plain).every((part) => canDraw(part, has))) return plain;
  return /[\p{L}\p{N}\p{M}]/u.test(letter) ? '…' : '';
}

function canDraw(letter: string, has: (codePoint: number) => boolean): boolean {
  return has(letter.codePointAt(0) ?? 0);
}
