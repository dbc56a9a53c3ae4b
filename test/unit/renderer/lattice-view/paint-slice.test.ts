import { expect, test } from 'vitest';
import { paintSlice } from '../../../../src-renderer/lattice-view/paint-slice.ts';

test('row 0 is painted at the bottom, and each site by its value', () => {
  const map = new Uint8Array(768);
  for (let i = 0; i < 256; i++) map.set([i, 0, 255 - i], 3 * i);
  const values = Float32Array.of(0, 0.25, 0.5, 1, Number.NaN, 0.75);
  const pixels = paintSlice({ width: 3, height: 2, values }, { min: 0, max: 1 }, map, [9, 8, 7]);
  const reds = [0, 1, 2, 3, 4, 5].map((p) => pixels[4 * p]);
  expect(reds).toEqual([255, 9, 192, 0, 64, 128]);
  expect([...pixels.subarray(4, 8)]).toEqual([9, 8, 7, 255]);
});
