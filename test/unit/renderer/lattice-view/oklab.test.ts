import { expect, test } from 'vitest';
import { toRgb } from '../../../../src-renderer/lattice-view/oklab.ts';

// Oklab of the sRGB primaries as published (CSS Color 4 sample values): L, C, h.
test.each([
  [[255, 0, 0], 0.62796, 0.25768, 29.23],
  [[0, 255, 0], 0.86644, 0.29483, 142.5],
  [[0, 0, 255], 0.45201, 0.31321, 264.05],
  [[255, 255, 255], 1, 0, 0],
] as const)('%j', (rgb, lightness, chroma, hue) => {
  const found = toRgb({ lightness, chroma, hue });
  found.forEach((byte, k) => expect(Math.abs(byte - rgb[k]!)).toBeLessThanOrEqual(2));
});

test('a colour outside the gamut loses chroma, not lightness', () => {
  const [r, g, b] = toRgb({ lightness: 0.6, chroma: 0.9, hue: 250 });
  expect(b).toBeGreaterThan(r);
  expect([r, g, b].every((c) => c >= 0 && c <= 255)).toBe(true);
});
