/**
 * A slice as pixels, one per site; row 0 is at the bottom, as in a chart. What is not a number is drawn in the colour given for it.
 * Test: test/unit/renderer/lattice-view/paint-slice.test.ts.
 */
import type { ColourMap } from './colour-map.ts';
import { type ColourScale, colourIndex } from './colour-scale.ts';

export interface Slice {
  readonly width: number;
  readonly height: number;
  /** values[row * width + column]. */
  readonly values: Float32Array;
}

/** Red, green, blue, alpha of width x height pixels, the top row first. */
export const paintSlice = (
  { width, height, values }: Slice,
  scale: ColourScale,
  map: ColourMap,
  missing: readonly [number, number, number],
): Uint8ClampedArray<ArrayBuffer> => {
  const pixels = new Uint8ClampedArray(4 * width * height);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const index = colourIndex(scale, values[row * width + column]!);
      const at = 4 * ((height - 1 - row) * width + column);
      for (let k = 0; k < 3; k++) pixels[at + k] = index < 0 ? missing[k]! : map[3 * index + k]!;
      pixels[at + 3] = 255;
    }
  return pixels;
};
