import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { gammaMethodDerived } from '../../../../src-engine/statistics/gamma-method.ts';
import { jackknife } from '../../../../src-engine/statistics/jackknife.ts';
import { ar1, normal, uniform } from './ar1.ts';

const first = (means: Float64Array): number => means[0]!;

describe('jackknife', () => {
  it('is the textbook error of a mean of independent samples', () => {
    const x = Float64Array.of(1, 4, 2, 8, 5, 7, 1, 3);
    const mean = 31 / 8;
    const squares = x.reduce((sum, v) => sum + (v - mean) ** 2, 0);
    const result = unwrap(jackknife(first, [x], { blockLength: 1 }));
    expect(result.value).toBeCloseTo(mean, 13);
    expect(result.bias).toBeCloseTo(0, 12);
    expect(result.error).toBeCloseTo(Math.sqrt(squares / (8 * 7)), 13);
    expect(result.replicas[0]).toBeCloseTo(30 / 7, 13);
  });

  it('removes the bias of a square exactly', () => {
    const x = Float64Array.of(1, 4, 2, 8, 5, 7, 1, 3);
    const result = unwrap(jackknife((m) => m[0]! ** 2, [x], { blockLength: 1 }));
    let pairs = 0;
    for (let i = 0; i < 8; i++) for (let j = 0; j < 8; j++) if (i !== j) pairs += x[i]! * x[j]!;
    expect(result.value).toBeCloseTo(pairs / 56, 11);
  });

  it('agrees with the Gamma method on a ratio', () => {
    const gauss = normal(uniform(21));
    const x = ar1(0.7, 40_000, gauss).map((v) => 2 + 0.3 * v);
    const y = x.map((v) => 3 + 0.5 * v + 0.1 * gauss());
    const ratio = (m: Float64Array): number => m[0]! / m[1]!;
    const gamma = unwrap(gammaMethodDerived(ratio, [x, y]));
    const knife = unwrap(jackknife(ratio, [x, y], { blockLength: 100 }));
    expect(knife.blocks).toBe(400);
    expect(Math.abs(knife.error / gamma.error - 1)).toBeLessThan(0.12);
    expect(Math.abs(knife.value - gamma.value)).toBeLessThan(0.01 * gamma.error);
  });

  it('refuses blocks that leave only one', () => {
    const result = jackknife(first, [new Float64Array(20)], { blockLength: 15 });
    expect(result.ok ? '' : result.error.code).toBe('statistics.tooShort');
  });
});
