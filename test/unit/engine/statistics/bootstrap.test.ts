import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { bootstrap } from '../../../../src-engine/statistics/bootstrap.ts';
import { gammaMethodDerived } from '../../../../src-engine/statistics/gamma-method.ts';
import { ar1, normal, uniform } from './ar1.ts';

const ratio = (m: Float64Array): number => m[0]! / m[1]!;

describe('bootstrap', () => {
  it('agrees with the Gamma method on a ratio, over segments', () => {
    const gauss = normal(uniform(22));
    const x = [ar1(0.7, 15_000, gauss), ar1(0.7, 25_000, gauss)].map((s) => s.map((v) => 2 + 0.3 * v));
    const y = x.map((s) => s.map((v) => 3 + 0.5 * v + 0.1 * gauss()));
    const gamma = unwrap(gammaMethodDerived(ratio, [x, y]));
    const boot = unwrap(bootstrap(ratio, [x, y], { blockLength: 100, random: uniform(1), resamples: 1000 }));
    expect(Math.abs(boot.error / gamma.error - 1)).toBeLessThan(0.12);
    expect(Math.abs(boot.value - gamma.value)).toBeLessThan(0.1 * gamma.error);
    const [low, high] = boot.interval;
    expect((high - low) / (2 * boot.error)).toBeGreaterThan(0.9);
    expect((high - low) / (2 * boot.error)).toBeLessThan(1.1);
    expect(low).toBeLessThan(boot.value);
    expect(high).toBeGreaterThan(boot.value);
  });

  it('repeats with the same random source and not with another', () => {
    const x = ar1(0.3, 200, normal(uniform(2)));
    const run = (seed: number) =>
      unwrap(bootstrap((m) => m[0]!, [x], { blockLength: 7, random: uniform(seed) }));
    expect(run(5)).toEqual(run(5));
    expect(run(5).error).not.toBe(run(6).error);
  });

  it('has the variance of all draws, with the last block cut short', () => {
    const x = ar1(0.6, 10, normal(uniform(4)));
    const mean = x.reduce((sum, v) => sum + v, 0) / 10;
    let variance = 0;
    for (const length of [4, 4, 2]) {
      for (let start = 0; start < 10; start++) {
        let sum = 0;
        for (let i = 0; i < length; i++) sum += x[(start + i) % 10]! - mean;
        variance += sum ** 2 / 10 / 100;
      }
    }
    const options = { blockLength: 4, random: uniform(5), resamples: 20_000 };
    const result = unwrap(bootstrap((m) => m[0]!, [x], options));
    expect(Math.abs(result.error / Math.sqrt(variance) - 1)).toBeLessThan(0.03);
  });

  it('draws whole rings when the block is the segment', () => {
    const x = ar1(0.3, 50, normal(uniform(2)));
    const result = unwrap(bootstrap((m) => m[0]!, [x], { blockLength: 50, random: uniform(3) }));
    expect(result.error).toBeLessThan(1e-14);
  });
});
