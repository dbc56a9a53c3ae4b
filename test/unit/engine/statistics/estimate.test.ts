import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { estimate, estimateDerived } from '../../../../src-engine/statistics/estimate.ts';
import { gammaMethod } from '../../../../src-engine/statistics/gamma-method.ts';
import { ar1, normal, uniform } from './ar1.ts';

const drifting = (length: number): Float64Array =>
  ar1(0.5, length, normal(uniform(15))).map((x, t) => x + 50 * Math.exp(-t / 30));

describe('estimate', () => {
  it('carries what a number needs to be believed', () => {
    const result = unwrap(estimate(ar1(0.5, 10_000, normal(uniform(1)))));
    expect(result).toMatchObject({ samples: 10_000, cut: 0, segments: 1, warnings: [] });
    expect(Math.abs(result.value)).toBeLessThan(4 * result.error);
    expect(result.tauInt).toBeCloseTo(1.5, 0);
  });

  it('drops a given cut from every segment', () => {
    const chain = drifting(4000);
    const result = unwrap(estimate([chain, chain], { cut: 500 }));
    const expected = unwrap(gammaMethod([chain.subarray(500), chain.subarray(500)]));
    expect(result).toMatchObject({ cut: 500, samples: 7000, value: expected.value, error: expected.error });
  });

  it('detects the cut', () => {
    const result = unwrap(estimate(drifting(4000), { cut: 'detect' }));
    expect(result.cut).toBeGreaterThan(90);
    expect(result.samples).toBe(4000 - result.cut);
    expect(Math.abs(result.value)).toBeLessThan(4 * result.error);
  });

  it('names the index of a bad sample in the whole history, whatever the cut', () => {
    const chain = drifting(100);
    chain[60] = Number.NaN;
    const result = estimate(chain, { cut: 50 });
    expect(result.ok ? undefined : result.error.detail).toMatchObject({ index: 60 });
  });

  it('refuses a cut that leaves too little', () => {
    const result = estimate(drifting(100), { cut: 99 });
    expect(result.ok ? '' : result.error.code).toBe('statistics.tooShort');
  });

  it('warns of short and of drifting histories and of segments that differ', () => {
    const gauss = normal(uniform(4));
    expect(unwrap(estimate(ar1(0.95, 300, gauss))).warnings).toHaveLength(1);
    const ramp = Float64Array.from({ length: 200 }, (_, i) => i);
    expect(unwrap(estimate(ramp, { cut: 'detect' })).warnings[0]).toContain('drifts');
    const far = ar1(0.5, 5000, gauss).map((x) => x + 1);
    expect(unwrap(estimate([ar1(0.5, 5000, gauss), far])).warnings.join()).toContain('segments differ');
  });

  it('uses the largest cut of the series of a derived quantity', () => {
    const flat = ar1(0.5, 4000, normal(uniform(2))).map((x) => x + 5);
    const result = unwrap(estimateDerived((m) => m[0]! / m[1]!, [drifting(4000), flat], { cut: 'detect' }));
    expect(result.cut).toBeGreaterThan(90);
    expect(Math.abs(result.value)).toBeLessThan(4 * result.error);
  });
});
