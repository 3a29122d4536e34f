import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { fontCoverage } from './font-coverage.js';
import type { Measure } from './roll-shapes.js';

/** A private name: under a common one canvas would silently take a system font that happens to be there. */
export const FONT_FAMILY = 'SegueSans';

const FILES = '@fontsource/dejavu-sans/files/dejavu-sans-latin-';

/** The font of all pictures: which characters it has and how wide a text is. */
export interface RollFont {
  readonly has: (codePoint: number) => boolean;
  readonly measure: Measure;
}

/**
 * Registers DejaVu Sans with canvas, normal and bold.
 * @throws Error when a font file is missing or broken
 */
export function openRollFont(): RollFont {
  const require = createRequire(import.meta.url);
  const paths = ['400', '700'].map((weight) => require.resolve(`${FILES}${weight}-normal.woff2`));
  if (!GlobalFonts.has(FONT_FAMILY)) {
    for (const path of paths) {
      if (!GlobalFonts.registerFromPath(path, FONT_FAMILY))
        throw new Error('The font could not be registered.');
    }
  }
  const coverages = paths.map((path) => fontCoverage(readFileSync(path)));
  const context = createCanvas(1, 1).getContext('2d');
  return {
    has: (codePoint) => coverages.every((has) => has(codePoint)),
    measure: (text, size, bold) => {
      context.font = fontOf(size, bold);
      return context.measureText(text).width;
    },
  };
}

/** The font as canvas wants it named. */
export function fontOf(size: number, bold: boolean): string {
  return `${bold ? 'bold ' : ''}${size}px ${FONT_FAMILY}`;
}
