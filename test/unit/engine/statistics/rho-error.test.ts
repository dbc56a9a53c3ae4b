import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { gammaMethod } from '../../../../src-engine/statistics/gamma-method.ts';
import { ar1, normal, scatter, uniform } from './ar1.ts';

describe('errors of rho', () => {
  // 300 chains know each scatter to 4 %; the formula is leading order in 1/N.
  it('are the scatter of rho over many chains', () => {
    const gauss = normal(uniform(99));
    const a = 0.6;
    const lags = [1, 2, 5, 9, 18];
    const rho = lags.map((): number[] => []);
    const stated = lags.map((): number[] => []);
    for (let chain = 0; chain < 300; chain++) {
      const result = unwrap(gammaMethod(ar1(a, 4000, gauss)));
      expect(result.rho[0]).toBe(1);
      expect(result.rhoError[0]).toBe(0);
      lags.forEach((t, k) => {
        rho[k]!.push(result.rho[t]!);
        stated[k]!.push(result.rhoError[t]!);
      });
    }
    lags.forEach((t, k) => {
      expect(Math.abs(scatter(rho[k]!).mean - a ** t)).toBeLessThan(0.01);
      expect(Math.abs(scatter(stated[k]!).mean / scatter(rho[k]!).deviation - 1)).toBeLessThan(0.15);
    });
  });
});
