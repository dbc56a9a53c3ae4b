import { describe, expect, test } from 'vitest';
import {
  COLOURS,
  type ColourMap,
  divergingMap,
  sequentialMap,
} from '../../../../src-renderer/lattice-view/colour-map.ts';

/** CIE lightness L* of an sRGB colour: another measure than the one the maps are built with. */
const lightness = (map: ColourMap, i: number): number => {
  const linear = (byte: number): number => {
    const c = byte / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  const [r, g, b] = [0, 1, 2].map((k) => linear(map[3 * i + k]!)) as [number, number, number];
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
};

const all = (map: ColourMap): number[] => Array.from({ length: COLOURS }, (_, i) => lightness(map, i));

test('the sequential map gets lighter throughout, in nearly equal steps', () => {
  const values = all(sequentialMap());
  const total = values.at(-1)! - values[0]!;
  expect(total).toBeGreaterThan(70);
  for (let i = 16; i < COLOURS; i += 16) {
    const step = values[i]! - values[i - 16]!;
    expect(step).toBeGreaterThan((0.6 * total) / 16);
    expect(step).toBeLessThan((1.5 * total) / 16);
  }
});

describe.each(['light', 'dark'] as const)('the diverging map on a %s background', (background) => {
  const map = divergingMap(background);
  const values = all(map);

  test('is as light below as above zero', () => {
    for (let i = 0; i < COLOURS / 2; i++)
      expect(Math.abs(values[i]! - values[COLOURS - 1 - i]!)).toBeLessThan(6);
  });

  test('is grey in the middle and coloured at the ends: blue below, orange above', () => {
    const rgb = (i: number): number[] => [...map.subarray(3 * i, 3 * i + 3)];
    const spread = (i: number): number => Math.max(...rgb(i)) - Math.min(...rgb(i));
    expect(spread(COLOURS / 2)).toBeLessThan(12);
    expect(rgb(0)[2]!).toBeGreaterThan(rgb(0)[0]! + 60);
    expect(rgb(COLOURS - 1)[0]!).toBeGreaterThan(rgb(COLOURS - 1)[2]! + 60);
  });
});
