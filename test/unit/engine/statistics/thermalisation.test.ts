import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { detectThermalisation } from '../../../../src-engine/statistics/thermalisation.ts';
import { ar1, normal, scatter, uniform } from './ar1.ts';

const approach = (length: number, amplitude: number, time: number, gauss: () => number): Float64Array =>
  ar1(0.5, length, gauss).map((x, t) => x + amplitude * Math.exp(-t / time));

describe('detectThermalisation', () => {
  // A remainder of e^{-c/time} amplitude should be below the noise of one sample, but a cut of many times
  // that wastes data.
  it('cuts an exponential approach where it drops below the noise', () => {
    const gauss = normal(uniform(6));
    for (const time of [20, 60]) {
      for (let chain = 0; chain < 20; chain++) {
        const { cut, settled } = unwrap(detectThermalisation(approach(4000, 30, time, gauss)));
        expect(settled).toBe(true);
        expect(30 * Math.exp(-cut / time)).toBeLessThan(2);
        expect(cut).toBeLessThan(25 * time);
      }
    }
  });

  it('makes the mean right within its error', () => {
    const gauss = normal(uniform(7));
    const pulls: number[] = [];
    for (let chain = 0; chain < 100; chain++) {
      const series = approach(3000, 20, 40, gauss);
      const { cut } = unwrap(detectThermalisation(series));
      const kept = series.subarray(cut);
      const mean = kept.reduce((sum, x) => sum + x, 0) / kept.length;
      pulls.push(mean / Math.sqrt(3 / kept.length));
    }
    expect(Math.abs(scatter(pulls).mean)).toBeLessThan(0.5);
    expect(scatter(pulls).deviation).toBeLessThan(1.3);
  });

  it('keeps most of a history in equilibrium and all of a constant one', () => {
    const gauss = normal(uniform(8));
    const kept: number[] = [];
    for (let chain = 0; chain < 50; chain++) {
      kept.push(1 - unwrap(detectThermalisation(ar1(0.8, 2000, gauss))).cut / 2000);
    }
    expect(scatter(kept).mean).toBeGreaterThan(0.85);
    expect(unwrap(detectThermalisation(new Float64Array(100).fill(0.3)))).toEqual({ cut: 0, settled: true });
  });

  it('says when a history still drifts', () => {
    const gauss = normal(uniform(9));
    expect(unwrap(detectThermalisation(approach(1000, 100, 1000, gauss))).settled).toBe(false);
  });

  it('takes the largest cut of several segments', () => {
    const gauss = normal(uniform(10));
    const late = approach(2000, 30, 60, gauss);
    const { cut } = unwrap(detectThermalisation([ar1(0.5, 2000, gauss), late]));
    expect(cut).toBeGreaterThanOrEqual(unwrap(detectThermalisation(late)).cut);
  });

  it('refuses series of fewer than 40 samples', () => {
    const result = detectThermalisation(new Float64Array(39));
    expect(result.ok ? '' : result.error.code).toBe('statistics.tooShort');
  });
});
