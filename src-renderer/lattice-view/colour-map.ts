/**
 * Colour maps of 256 colours, uniform in lightness by construction (oklab.ts) and safe for colour-vision deficiency: they run between blue
 * and yellow or orange. Signed quantities diverge symmetrically from the colour of the background.
 * Test: test/unit/renderer/lattice-view/colour-map.test.ts.
 */
import { toRgb } from './oklab.ts';

export const COLOURS = 256;
export type Background = 'light' | 'dark';

/** Red, green, blue of each colour: 3 x 256 bytes. */
export type ColourMap = Uint8Array;

const build = (colourAt: (x: number) => readonly [number, number, number]): ColourMap => {
  const map = new Uint8Array(3 * COLOURS);
  for (let i = 0; i < COLOURS; i++) map.set(colourAt(i / (COLOURS - 1)), 3 * i);
  return map;
};

/** For quantities without a sign: dark blue to light yellow. */
export const sequentialMap = (): ColourMap =>
  build((x) => toRgb({ lightness: 0.2 + 0.74 * x, chroma: 0.07 + 0.07 * x, hue: 265 - 160 * x ** 1.4 }));

const ENDS = {
  light: { middle: 0.97, end: 0.4 },
  dark: { middle: 0.17, end: 0.78 },
} as const;

/** For signed quantities: blue below, orange above, and the background's own grey in the middle. */
export const divergingMap = (background: Background): ColourMap => {
  const { middle, end } = ENDS[background];
  return build((x) => {
    const distance = Math.abs(2 * x - 1);
    return toRgb({
      lightness: middle + (end - middle) * distance,
      chroma: 0.15 * Math.min(1, 1.4 * distance),
      hue: x < 0.5 ? 252 : 52,
    });
  });
};
