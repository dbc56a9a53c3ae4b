import { expect, test } from 'vitest';
import { differenceOf, formatDifference, formatSigma } from '../../../../src-renderer/table/difference.ts';

const average = (value: number | null, error: number | null) => ({ value, error });

test('errors add in quadrature', () => {
  const difference = differenceOf(average(1.5, 0.03), average(1, 0.04))!;
  expect(difference.value).toBeCloseTo(0.5);
  expect(difference.error).toBeCloseTo(0.05);
  expect(difference.sigma).toBeCloseTo(10);
  expect(formatDifference(difference)).toBe('+0.50(5)');
  expect(formatSigma(difference)).toBe('10.0 σ');
});

test('the sign is that of a - b', () => {
  expect(formatDifference(differenceOf(average(0.4, 0.002), average(0.5, 0.001))!)).toBe('−0.100(2)');
});

test('without a value there is no difference, without an error no significance', () => {
  expect(differenceOf(average(null, null), average(1, 0.1))).toBeNull();
  expect(differenceOf(average(Number.NaN, 0.1), average(1, 0.1))).toBeNull();
  expect(differenceOf(average(2, 0), average(1, 0))).toMatchObject({ value: 1, sigma: null });
  expect(differenceOf(average(2, null), average(1, 0.1))!.sigma).toBeNull();
  expect(formatDifference(differenceOf(average(0.51234, null), average(0.5, 0.1))!)).toBe('+0.0123');
  expect(formatDifference(differenceOf(average(0.5, null), average(0.51234, null))!)).toBe('−0.0123');
});
