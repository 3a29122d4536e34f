import { type Colour, contrast, hsl } from './colour.js';

/** Colours of the piano roll that do not depend on the music. Text keeps 4.5:1 on the background. */
export const THEME = {
  background: '#12141c',
  whiteRow: '#1d212d',
  blackRow: '#171a24',
  tonicRow: '#ffe9b0',
  tonicRowOpacity: 0.11,
  tonicMark: '#f0c35a',
  whiteKey: '#dfe3ec',
  blackKey: '#22252f',
  segmentLine: '#8b95ad',
  barLine: '#394052',
  beatLine: '#272c3a',
  octaveLine: '#3a4152',
  strongText: '#f2f4f9',
  text: '#9aa3b8',
  noteLetter: '#12141c',
} as const;

/** Tint of a segment's background. */
export const TINT_OPACITY = 0.07;
/** Least contrast of text. */
export const TEXT_CONTRAST = 4.5;

const HUE_OF_A = 190;
const HUE_RANGE = 150;
/** The one calm hue of music that is on no way between two tunes. */
const CALM = { hue: 200, saturation: 0.62 };
const SATURATION = 0.78;
const BLUE = 250;
const BLUE_REACH = 50;

/** What a segment is painted with. */
export interface SegmentColours {
  readonly note: Colour;
  readonly ribbon: Colour;
  readonly tint: Colour;
}

/**
 * Colours of a place on the way from A (0, cyan) to B (1, rose), or of music that is on no way (null).
 * The ribbon is as bright as white text on it allows.
 */
export function segmentColours(alpha: number | null): SegmentColours {
  const hue = hueOf(alpha);
  const saturation = alpha === null ? CALM.saturation : SATURATION;
  // Blue looks dimmer than its lightness says.
  const lift = 0.08 * Math.max(0, 1 - Math.abs(hue - BLUE) / BLUE_REACH);
  return {
    note: hsl(hue, saturation, 0.66 + lift),
    ribbon: ribbonColour(hue, saturation),
    tint: hsl(hue, saturation, 0.55),
  };
}

/** Hue in degrees of a place on the way from A (0) to B (1), or of music that is on no way (null). */
export function hueOf(alpha: number | null): number {
  return alpha === null ? CALM.hue : HUE_OF_A + HUE_RANGE * Math.max(0, Math.min(1, alpha));
}

function ribbonColour(hue: number, saturation: number): Colour {
  let lightness = 0.5;
  while (contrast(hsl(hue, saturation, lightness), '#ffffff') < TEXT_CONTRAST) lightness -= 0.01;
  return hsl(hue, saturation, lightness);
}
