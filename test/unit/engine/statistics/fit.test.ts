import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { fitLine } from '../../../../src-engine/statistics/fit.ts';
import { normal, scatter, uniform } from './ar1.ts';

describe('fitLine', () => {
  it('equals numpy.polyfit with weights', () => {
    const fit = unwrap(
      fitLine(
        Float64Array.of(1, 2, 3, 4, 5),
        Float64Array.of(2.1, 3.9, 6.2, 7.8, 10.1),
        Float64Array.of(0.1, 0.2, 0.1, 0.3, 0.2),
      ),
    );
    // numpy 2.4, polyfit(x, y, 1, w=1/s, cov='unscaled')
    expect(fit.slope).toBeCloseTo(2.00626151012891, 11);
    expect(fit.intercept).toBeCloseTo(0.0915285451197068, 11);
    expect(fit.slopeError).toBeCloseTo(0.0480433608119714, 11);
    expect(fit.interceptError).toBeCloseTo(0.129692463359207, 11);
    expect(fit.chiSquare).toBeCloseTo(2.97237569060773, 10);
    expect(fit.degreesOfFreedom).toBe(3);
  });

  it('states the scatter of slopes, and fair p-values', () => {
    const gauss = normal(uniform(44));
    const x = Float64Array.of(-4, -3, -2, -1.5);
    const sigma = Float64Array.of(0.3, 0.1, 0.1, 0.05);
    const fits = Array.from({ length: 400 }, () =>
      unwrap(
        fitLine(
          x,
          x.map((v, i) => 1 + 4 * v + sigma[i]! * gauss()),
          sigma,
        ),
      ),
    );
    expect(Math.abs(scatter(fits.map((f) => (f.slope - 4) / f.slopeError)).deviation - 1)).toBeLessThan(0.15);
    expect(
      Math.abs(scatter(fits.map((f) => (f.intercept - 1) / f.interceptError)).deviation - 1),
    ).toBeLessThan(0.15);
    expect(Math.abs(scatter(fits.map((f) => f.pValue)).mean - 0.5)).toBeLessThan(0.06);
  });

  it('goes through two points', () => {
    const fit = unwrap(fitLine(Float64Array.of(0, 1), Float64Array.of(1, 3), Float64Array.of(0.1, 0.1)));
    expect(fit).toMatchObject({ degreesOfFreedom: 0, pValue: 1 });
    expect(fit.slope).toBeCloseTo(2, 13);
    expect(fit.intercept).toBeCloseTo(1, 13);
  });

  it('refuses points at one x, one point, and values that are not finite', () => {
    const one = Float64Array.of(1);
    const two = Float64Array.of(1, 1);
    const codes = [
      fitLine(one, one, one),
      fitLine(two, two, two),
      fitLine(two, Float64Array.of(1, Number.NaN), two),
    ];
    expect(codes.map((r) => (r.ok ? '' : r.error.code))).toEqual([
      'statistics.tooShort',
      'statistics.tooShort',
      'statistics.notFinite',
    ]);
  });
});
