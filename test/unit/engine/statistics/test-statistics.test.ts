import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import {
  chiSquarePValue,
  fPValue,
  kolmogorovPValue,
  kolmogorovSmirnov,
  normalPValue,
  scaledChiSquarePValue,
} from '../../../../src-engine/statistics/test-statistics.ts';
import { normal, uniform } from './ar1.ts';

const normalCumulative = (x: number): number => (x < 0 ? normalPValue(x) / 2 : 1 - normalPValue(x) / 2);

describe('p-values', () => {
  it('of chi square', () => {
    expect(chiSquarePValue(0, 4)).toBe(1);
    expect(chiSquarePValue(2, 2)).toBeCloseTo(Math.exp(-1), 13);
    expect(chiSquarePValue(9, 1)).toBeCloseTo(normalPValue(3), 13);
    // scipy 1.17, chi2.sf(20, 10)
    expect(chiSquarePValue(20, 10)).toBeCloseTo(0.029252688076961127, 12);
  });

  it('of a scaled chi square and of F', () => {
    expect(scaledChiSquarePValue(20, 10, 20)).toBeCloseTo(chiSquarePValue(20, 10), 13);
    expect(scaledChiSquarePValue(60, 30, 180)).toBeCloseTo(chiSquarePValue(20, 10), 13);
    // scipy 1.17, f.sf(2.5, 4, 17) and f.sf(0.3, 7, 3)
    expect(fPValue(2.5, 4, 17)).toBeCloseTo(0.08129766925673237, 12);
    expect(fPValue(0.3, 7, 3)).toBeCloseTo(0.9141254977479151, 12);
  });

  it('of a normal deviation', () => {
    expect(normalPValue(0)).toBe(1);
    expect(normalPValue(-1)).toBeCloseTo(0.31731050786291415, 13);
  });

  // scipy 1.17, kstwo.sf(distance, samples): the exact finite-sample distribution
  for (const [distance, samples, exact] of [
    [0.1, 100, 0.252693],
    [0.3, 20, 0.043067],
    [0.5, 8, 0.022591],
    [0.05, 1000, 0.013012],
    [0.03, 500, 0.747317],
  ] as const) {
    it(`of a Kolmogorov distance ${distance} for ${samples} samples`, () => {
      expect(Math.abs(kolmogorovPValue(distance, samples) - exact)).toBeLessThan(samples < 20 ? 3e-3 : 6e-4);
    });
  }

  it('of a Kolmogorov distance close to 0 and 1', () => {
    expect(kolmogorovPValue(1e-6, 100)).toBe(1);
    expect(kolmogorovPValue(1, 1000)).toBe(0);
  });
});

describe('kolmogorovSmirnov', () => {
  it('finds the largest distance on either side of a step', () => {
    const { distance } = unwrap(kolmogorovSmirnov(Float64Array.of(0.5, 0.6, 0.7, 0.8, 0.9), (x) => x));
    expect(distance).toBeCloseTo(0.5, 14);
  });

  it('gives uniform p-values for the true law', () => {
    const gauss = normal(uniform(12));
    const pValues = Float64Array.from({ length: 200 }, () => {
      const sample = Float64Array.from({ length: 100 }, gauss);
      return unwrap(kolmogorovSmirnov(sample, normalCumulative)).pValue;
    });
    expect(unwrap(kolmogorovSmirnov(pValues, (p) => p)).pValue).toBeGreaterThan(0.001);
  });

  it('rejects a shifted law', () => {
    const gauss = normal(uniform(13));
    const sample = Float64Array.from({ length: 500 }, () => gauss() + 0.3);
    expect(unwrap(kolmogorovSmirnov(sample, normalCumulative)).pValue).toBeLessThan(1e-4);
  });
});
