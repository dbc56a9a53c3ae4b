import { describe, expect, it } from 'vitest';
import { checkHmc } from '../../../../../src-main/cli/analysis/hmc-checks.ts';
import { normal, uniform } from '../../../engine/statistics/ar1.ts';

/** In equilibrium dH is normal with variance twice its mean, so that <exp(-dH)> = 1. */
const deltaH = (mean: number, variance: number): Float64Array => {
  const gauss = normal(uniform(11));
  return Float64Array.from({ length: 2000 }, () => mean + Math.sqrt(variance) * gauss());
};

const accepted = (series: Float64Array): Float64Array => {
  const random = uniform(12);
  return series.map((dh) => (random() < Math.exp(-dh) ? 1 : 0));
};

describe('checkHmc', () => {
  it('accepts a chain in equilibrium, with the acceptance that follows from <dH>', () => {
    const series = deltaH(0.1, 0.2);
    const checks = checkHmc(
      [
        { name: 'delta-h', values: series },
        { name: 'accepted', values: accepted(series) },
      ],
      { samples: 0 },
    );
    expect(checks?.expMinusDeltaH.agrees).toBe(true);
    expect(checks?.expMinusDeltaH.value).toBeCloseTo(1, 1);
    expect(checks?.expectedAcceptance.value).toBeCloseTo(0.823, 1);
    expect(checks?.expectedAcceptance.error).toBeGreaterThan(0);
    const rate = checks?.acceptance;
    expect(rate !== undefined && 'value' in rate && rate.value).toBeCloseTo(
      checks!.expectedAcceptance.value,
      1,
    );
  });

  it('finds a chain that violates the identity', () => {
    const checks = checkHmc([{ name: 'delta-h', values: deltaH(0.3, 0.2) }], { samples: 0 });
    expect(checks?.expMinusDeltaH.agrees).toBe(false);
    expect(checks?.expMinusDeltaH.deviation).toBeLessThan(-5);
  });

  it('has nothing to say without dH, or too little of it', () => {
    expect(checkHmc([{ name: 'plaquette', values: deltaH(0.1, 0.2) }], 'auto')).toBeUndefined();
    expect(checkHmc([{ name: 'delta-h', values: Float64Array.of(0.1) }], 'auto')).toBeUndefined();
  });
});
