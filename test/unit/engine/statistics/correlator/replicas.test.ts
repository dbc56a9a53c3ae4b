import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import {
  jackknifeCovariance,
  jackknifeErrors,
  mapReplicated,
  replicate,
} from '../../../../../src-engine/statistics/correlator/replicas.ts';
import { jackknife } from '../../../../../src-engine/statistics/jackknife.ts';
import { ar1, exactTauInt, normal, uniform } from '../ar1.ts';

const gauss = normal(uniform(3));
const x = Float64Array.from({ length: 60 }, () => 2 + gauss());
const y = x.map((value) => 3 - 0.5 * value + 0.3 * gauss());

describe('replicate', () => {
  it('has the covariance of means of independent samples', () => {
    const data = unwrap(replicate([x, y], { blockLength: 1 }));
    const mean = (v: Float64Array): number => v.reduce((sum, one) => sum + one, 0) / v.length;
    const [a, b] = [mean(x), mean(y)];
    const expected = x.reduce((sum, value, n) => sum + (value - a) * (y[n]! - b), 0) / (60 * 59);
    const covariance = jackknifeCovariance(data);
    expect(covariance[0]![1]! / expected).toBeCloseTo(1, 12);
    expect(covariance[1]![0]).toBe(covariance[0]![1]);
    expect(jackknifeErrors(data)[1]! ** 2 / covariance[1]![1]!).toBeCloseTo(1, 12);
  });

  it('agrees with the jackknife of one number', () => {
    const data = unwrap(replicate([x, y], { blockLength: 7 }));
    const ratio = mapReplicated(data, (v) => Float64Array.of(v[0]! / v[1]!));
    const alone = unwrap(jackknife((m) => m[0]! / m[1]!, [x, y], { blockLength: 7 }));
    expect(data.replicas).toHaveLength(alone.blocks);
    expect(jackknifeErrors(ratio)[0]! / alone.error).toBeCloseTo(1, 12);
  });

  it('makes up for what blocks of autocorrelated samples miss', () => {
    const a = 0.6;
    const samples = 60_000;
    const chain = ar1(a, samples, gauss);
    const exact = Math.sqrt((2 * exactTauInt(a)) / samples);
    for (const blockLength of [8, 20]) {
      const blocking = { blockLength, tauInt: exactTauInt(a) };
      const [error] = jackknifeErrors(unwrap(replicate([chain], blocking)));
      // of 3000 blocks the error of the error is 1.3 %
      expect(Math.abs(error! / exact - 1)).toBeLessThan(0.04);
    }
    const [plain] = jackknifeErrors(unwrap(replicate([chain], { blockLength: 8 })));
    expect(plain! / exact).toBeLessThan(0.92);
  });

  it('refuses a single block and values that are not finite', () => {
    const codes = [
      replicate([x], { blockLength: 60 }),
      replicate([x, y.map((value, n) => (n === 5 ? Number.NaN : value))], { blockLength: 2 }),
    ].map((result) => (result.ok ? '' : result.error.code));
    expect(codes).toEqual(['statistics.tooShort', 'statistics.notFinite']);
  });
});
