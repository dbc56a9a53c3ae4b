import { expect, it } from 'vitest';
import { isSilent, usualSeconds } from '../../../../src-main/analysis/silence.ts';

it('takes the median of the last hundred durations', () => {
  expect(usualSeconds(new Float64Array(0))).toBeUndefined();
  expect(usualSeconds(Float64Array.of(1, 9, 2))).toBe(2);
  expect(usualSeconds(Float64Array.from({ length: 300 }, (_, i) => (i < 200 ? 50 : 3)))).toBe(3);
});

it('is silence when it lasts longer than the stall factor allows, and than batches of rows take', () => {
  expect(isSilent(9, 0.01, 20)).toBe(false);
  expect(isSilent(11, 0.01, 20)).toBe(true);
  expect(isSilent(199, 10, 20)).toBe(false);
  expect(isSilent(201, 10, 20)).toBe(true);
  expect(isSilent(1e6, undefined, 20)).toBe(false);
});
