import { expect, it } from 'vitest';
import { quantile } from '../../../../src-engine/statistics/quantile.ts';

it('quantile interpolates between sorted values', () => {
  const sorted = Float64Array.of(1, 2, 4, 8);
  expect([0, 0.5, 0.75, 1].map((p) => quantile(sorted, p))).toEqual([1, 3, 5, 8]);
});
