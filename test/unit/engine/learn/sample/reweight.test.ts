import { describe, expect, test } from 'vitest';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import {
  effectiveSampleSize,
  effectiveSampleSizeOf,
  logPartition,
  reweighted,
} from '../../../../../src-engine/learn/sample/reweight.ts';
import { uniforms } from '../../../../support/random-field.ts';

// three states: what is wanted (not normalised, Z = 4), what is drawn, what is seen
const P = [0.8, 2.8, 0.4];
const Q = [0.5, 0.2, 0.3];
const O = [1, -2, 5];
const Z = 4;
const MEAN = P.reduce((sum, p, s) => sum + (p * O[s]!) / Z, 0);
const ESS = Z ** 2 / P.reduce((sum, p, s) => sum + p ** 2 / Q[s]!, 0);

const next = uniforms(8);
const drawn = (count: number) => {
  const states = Int32Array.from({ length: count }, () => {
    const u = next();
    return u < Q[0]! ? 0 : u < Q[0]! + Q[1]! ? 1 : 2;
  });
  return {
    logWeights: Float64Array.from(states, (s) => Math.log(P[s]! / Q[s]!)),
    seen: Float64Array.from(states, (s) => O[s]!),
  };
};

describe('reweighting', () => {
  test('equal weights are all of the samples, one weight is one of them', () => {
    expect(effectiveSampleSize(new Float64Array(10).fill(-700))).toBe(1);
    expect(effectiveSampleSize(Float64Array.of(0, -800, -800, -800))).toBe(0.25);
  });

  test('a constant is known without error, and log Z does not depend on the size of the weights', () => {
    const { logWeights } = drawn(50);
    const constant = unwrap(reweighted(logWeights, [new Float64Array(50).fill(3)]));
    expect(constant.value).toBeCloseTo(3, 12);
    expect(constant.error).toBeLessThan(1e-12);
    const shifted = unwrap(logPartition(logWeights.map((l) => l - 5000)));
    expect(shifted.value + 5000).toBeCloseTo(unwrap(logPartition(logWeights)).value, 9);
  });

  test('values and their errors are right: pulls of many experiments', () => {
    const experiments = 400;
    const quantities = {
      'log Z': { exact: Math.log(Z), of: logPartition },
      mean: { exact: MEAN, of: undefined },
      ess: { exact: ESS, of: effectiveSampleSizeOf },
    };
    const pulls: Record<string, number[]> = { 'log Z': [], mean: [], ess: [] };
    for (let e = 0; e < experiments; e++) {
      const { logWeights, seen } = drawn(500);
      for (const [name, { exact, of }] of Object.entries(quantities)) {
        const { value, error } = unwrap(of ? of(logWeights) : reweighted(logWeights, [seen]));
        pulls[name]!.push((value - exact) / error);
      }
    }
    for (const [name, all] of Object.entries(pulls)) {
      const mean = all.reduce((sum, x) => sum + x, 0) / experiments;
      const variance = all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (experiments - 1);
      expect(Math.abs(mean), name).toBeLessThan(4 / Math.sqrt(experiments) + 0.05);
      expect(variance, name).toBeGreaterThan(0.75);
      expect(variance, name).toBeLessThan(1.3);
    }
  });

  test('few samples make the effective sample size too large', () => {
    const mean = (samples: number): number => {
      let sum = 0;
      for (let i = 0; i < 400; i++) sum += effectiveSampleSize(drawn(samples).logWeights);
      return sum / 400;
    };
    expect(mean(4)).toBeGreaterThan(ESS + 0.1);
    expect(Math.abs(mean(2000) - ESS)).toBeLessThan(0.01);
  });

  test('one sample has no error', () => {
    expect(logPartition(Float64Array.of(1))).toMatchObject({
      ok: false,
      error: { code: 'statistics.tooShort' },
    });
  });
});
