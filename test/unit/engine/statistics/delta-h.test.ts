import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { expectedAcceptance, expMinusDeltaH } from '../../../../src-engine/statistics/delta-h.ts';
import { normal, scatter, uniform } from './ar1.ts';

/** Gaussian dH with mean m and variance 2 m: the form that <exp(-dH)> = 1 demands of many degrees of freedom. */
const energies = (mean: number, length: number, gauss: () => number): Float64Array =>
  Float64Array.from({ length }, () => mean + Math.sqrt(2 * mean) * gauss());

describe('expMinusDeltaH', () => {
  it('is 1 within errors for a correct dH, and not for a shifted one', () => {
    const gauss = normal(uniform(17));
    const good = unwrap(expMinusDeltaH(energies(0.2, 20_000, gauss)));
    expect(Math.abs(good.value - 1)).toBeLessThan(4 * good.error);
    expect(good.error).toBeLessThan(0.01);
    const bad = unwrap(expMinusDeltaH(energies(0.2, 20_000, gauss).map((x) => x + 0.1)));
    expect(Math.abs(bad.value - 1)).toBeGreaterThan(4 * bad.error);
  });

  it('names the sample whose exponential overflows', () => {
    const values = new Float64Array(30);
    values[4] = -1000;
    const result = expMinusDeltaH(values);
    expect(result.ok ? undefined : result.error.detail).toMatchObject({ index: 4 });
  });
});

describe('expectedAcceptance', () => {
  it('is the acceptance of a Gaussian dH', () => {
    const gauss = normal(uniform(18));
    for (const mean of [0.01, 0.2, 1]) {
      const accepted = [...energies(mean, 50_000, gauss)].map((x) => Math.min(1, Math.exp(-x)));
      expect(Math.abs(scatter(accepted).mean - expectedAcceptance(mean))).toBeLessThan(0.008);
    }
  });

  it('is 1 for no violation', () => {
    expect(expectedAcceptance(0)).toBe(1);
    expect(expectedAcceptance(-0.1)).toBe(1);
  });
});
