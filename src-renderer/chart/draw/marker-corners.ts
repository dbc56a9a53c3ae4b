/** The shapes of markers with corners, for every pen. */
import type { MarkerShape } from './pen.ts';

/** Corners of a marker around its middle. */
export function cornersOf(
  shape: Exclude<MarkerShape, 'circle' | 'cross'>,
  r: number,
): readonly (readonly [number, number])[] {
  const corners = {
    square: [
      [-0.85, -0.85],
      [0.85, -0.85],
      [0.85, 0.85],
      [-0.85, 0.85],
    ],
    diamond: [
      [0, -1.25],
      [1.25, 0],
      [0, 1.25],
      [-1.25, 0],
    ],
    up: [
      [0, -1.2],
      [1.1, 0.8],
      [-1.1, 0.8],
    ],
    down: [
      [0, 1.2],
      [1.1, -0.8],
      [-1.1, -0.8],
    ],
  } as const;
  return corners[shape].map(([x, y]) => [x * r, y * r]);
}
