import { expect, test } from 'vitest';
import {
  colourIndex,
  rangeHolding,
  scaleFor,
  scaleTicks,
} from '../../../../src-renderer/lattice-view/colour-scale.ts';

test('a signed scale is symmetric about zero and holds every range', () => {
  expect(
    scaleFor(
      [
        { min: -0.2, max: 0.1 },
        { min: -0.05, max: 0.3 },
      ],
      true,
    ),
  ).toEqual({ min: -0.3, max: 0.3 });
  expect(colourIndex({ min: -0.3, max: 0.3 }, 0)).toBe(128);
});

test('an unsigned scale runs from the least to the greatest of all ranges', () => {
  expect(
    scaleFor(
      [
        { min: 0.2, max: 0.4 },
        { min: 0.1, max: 0.3 },
      ],
      false,
    ),
  ).toEqual({ min: 0.1, max: 0.4 });
});

test('a constant field has a scale too', () => {
  const { min, max } = scaleFor([{ min: 0.5, max: 0.5 }], false);
  expect(max).toBeGreaterThan(min);
  expect(scaleFor([{ min: 0, max: 0 }], true)).toEqual({ min: -1, max: 1 });
  expect(scaleFor([{ min: Number.NaN, max: Number.NaN }], false)).toEqual({ min: 0, max: 1 });
});

test('values beyond the scale get its ends; what is not a number has no colour', () => {
  const scale = { min: 0, max: 1 };
  expect([-5, 0, 1, 7].map((v) => colourIndex(scale, v))).toEqual([0, 0, 255, 255]);
  expect(colourIndex(scale, Number.NaN)).toBe(-1);
});

test('ticks are round and inside', () => {
  expect(scaleTicks({ min: -0.3, max: 0.3 })).toHaveLength(7);
  const ticks = scaleTicks({ min: 0.512, max: 0.634 });
  expect(ticks.every((t) => t >= 0.512 && t <= 0.634)).toBe(true);
  expect(ticks.length).toBeGreaterThanOrEqual(3);
});

test('the range that holds most values leaves out the tails, equally many on both sides', () => {
  const counts = Uint32Array.of(1, 0, 4, 45, 45, 4, 0, 1);
  const histogram = { counts, from: -4, to: 4 };
  expect(rangeHolding(histogram, 1)).toEqual({ min: -4, max: 4 });
  expect(rangeHolding(histogram, 0.98)).toEqual({ min: -2, max: 2 });
  expect(rangeHolding(histogram, 0.89)).toEqual({ min: -1, max: 1 });
  expect(rangeHolding({ counts: Uint32Array.of(7), from: 2, to: 2 }, 0.5)).toEqual({ min: 2, max: 2 });
});
