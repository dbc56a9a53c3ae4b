import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { moments } from '../../../../src-engine/statistics/moments.ts';
import { ar1, normal, uniform } from './ar1.ts';

describe('moments', () => {
  it('are the textbook ones', () => {
    const result = unwrap(moments([Float64Array.of(1, 2), Float64Array.of(3, 4, 10)]));
    expect(result).toMatchObject({ samples: 5, mean: 4, variance: 12.5, minimum: 1, maximum: 10 });
    expect(result.skewness).toBeCloseTo(36 / 10 ** 1.5, 13);
    expect(result.kurtosis).toBeCloseTo(278.8 / 100, 13);
  });

  it('of a Gaussian are 0, 1, 0, 3', () => {
    const result = unwrap(moments(ar1(0, 100_000, normal(uniform(9)))));
    expect(result.skewness).toBeCloseTo(0, 1);
    expect(result.kurtosis).toBeCloseTo(3, 1);
  });

  it('lose no digits to a large offset', () => {
    expect(unwrap(moments(Float64Array.of(1e15 + 1, 1e15 + 2, 1e15 + 3))).variance).toBe(1);
  });

  it('of a constant are exact', () => {
    const result = unwrap(moments(new Float64Array(1001).fill(0.1)));
    expect(result).toMatchObject({ mean: 0.1, variance: 0, skewness: 0, kurtosis: 0 });
  });
});
