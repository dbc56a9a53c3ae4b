import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { estimate } from '../../../../src-engine/statistics/index.ts';
import { blockLengthFor, resample } from '../../../../src-main/analysis/resampling.ts';
import { ar1, normal, uniform } from '../../engine/statistics/ar1.ts';

const chain = ar1(0.6, 5000, normal(uniform(5)));

describe('resample', () => {
  it('agrees with the Gamma method on a long chain, and is repeatable', () => {
    const gamma = unwrap(estimate(chain, { cut: 100 }));
    const { jackknife, bootstrap } = unwrap(resample(chain, gamma));
    expect(jackknife.value).toBeCloseTo(gamma.value, 5);
    expect(bootstrap.value).toBeCloseTo(gamma.value, 5);
    for (const { error } of [jackknife, bootstrap]) {
      expect(error / gamma.error).toBeGreaterThan(0.8);
      expect(error / gamma.error).toBeLessThan(1.15);
    }
    expect(bootstrap.interval[1] - bootstrap.interval[0]).toBeCloseTo(2 * bootstrap.error, 2);
    expect(unwrap(resample(chain, gamma)).bootstrap.error).toBe(bootstrap.error);
  });
});

describe('blockLengthFor', () => {
  it('takes several tau_int, and leaves eight blocks', () => {
    expect(blockLengthFor(1000, 0.5)).toBe(2);
    expect(blockLengthFor(1000, 5)).toBe(20);
    expect(blockLengthFor(1000, 500)).toBe(125);
    expect(blockLengthFor(1_000_000, 0.5)).toBe(1000);
    expect(blockLengthFor(8, 10)).toBe(1);
  });
});
