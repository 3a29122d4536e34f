/** A colour as `#rrggbb`. */
export type Colour = string;

/**
 * Hue, saturation and lightness as a colour.
 * @param hue degrees
 * @param saturation 0 to 1
 * @param lightness 0 to 1
 */
export function hsl(hue: number, saturation: number, lightness: number): Colour {
  const chroma = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number): string => {
    const place = (offset + hue / 30) % 12;
    const value = lightness - chroma * Math.max(-1, Math.min(place - 3, 9 - place, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}

/** Red, green and blue, 0 to 255. */
export function channels(colour: Colour): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Contrast of two colours as WCAG 2 counts it, from 1 (none) to 21; text needs 4.5. */
export function contrast(one: Colour, other: Colour): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** What is seen where `over` lies on `under` with an opacity from 0 to 1. */
export function blend(over: Colour, under: Colour, opacity: number): Colour {
  const [top, bottom] = [channels(over), channels(under)];
  const mixed = top.map((value, i) => Math.round(value * opacity + (bottom[i] ?? 0) * (1 - opacity)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
