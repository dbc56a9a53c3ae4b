import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import type { Matrix } from '../../../../../src-engine/statistics/correlator/dense.ts';
import { jackknifeCovariance, replicate } from '../../../../../src-engine/statistics/correlator/replicas.ts';
import { weightOf } from '../../../../../src-engine/statistics/correlator/weight.ts';
import { syntheticCorrelator } from '../../../../support/synthetic-correlator.ts';

const made = (samples: number, correlation: number, seed = 1) =>
  unwrap(
    replicate(
      syntheticCorrelator({ extent: 10, samples, mass: 0.4, noise: 0.1, correlation, seed, shape: 'exp' }),
      { blockLength: 1 },
    ),
  );

const square = (lower: Matrix): number[][] =>
  lower.map((row) => lower.map((other) => row.reduce((sum, value, k) => sum + value * other[k]!, 0)));

describe('weightOf', () => {
  it('gives back the covariance, or its diagonal', () => {
    const data = made(50, 0.8);
    const covariance = jackknifeCovariance(data);
    const full = square(unwrap(weightOf(data, 'full')).lower);
    const diagonal = square(unwrap(weightOf(data, 'diagonal')).lower);
    for (let i = 0; i < 10; i++)
      for (let j = 0; j < 10; j++) {
        expect(full[i]![j]! / covariance[i]![j]!).toBeCloseTo(1, 9);
        expect(diagonal[i]![j]! / covariance[i]![i]!).toBeCloseTo(i === j ? 1 : 0, 12);
      }
  });

  it('shrinks much where samples are few and correlations weak, little where many show them', () => {
    const shrinkage = (data: ReturnType<typeof made>): number => unwrap(weightOf(data, 'shrunk')).shrinkage;
    expect(shrinkage(made(2000, 0.8))).toBeLessThan(0.01);
    expect(shrinkage(made(12, 0.8))).toBeGreaterThan(0.05);
    expect(shrinkage(made(30, 0))).toBeGreaterThan(0.6);
  });

  it('is as near to the true correlation as the best shrinkage, on average', () => {
    const truth = (i: number, j: number): number => 0.6 ** Math.abs(i - j);
    let measured = 0;
    const fixed = new Map([0, 0.1, 0.2, 0.3, 0.5, 0.8].map((s) => [s, 0]));
    for (let seed = 1; seed <= 60; seed++) {
      const data = made(12, 0.6, seed);
      const covariance = jackknifeCovariance(data);
      const distance = (s: number): number => {
        let sum = 0;
        for (let i = 0; i < 10; i++)
          for (let j = 0; j < i; j++) {
            const r = covariance[i]![j]! / Math.sqrt(covariance[i]![i]! * covariance[j]![j]!);
            sum += ((1 - s) * r - truth(i, j)) ** 2;
          }
        return sum;
      };
      measured += distance(unwrap(weightOf(data, 'shrunk')).shrinkage);
      for (const [s, sum] of fixed) fixed.set(s, sum + distance(s));
    }
    // what estimating s costs
    expect(measured).toBeLessThan(1.15 * Math.min(...fixed.values()));
    expect(measured).toBeLessThan(0.8 * fixed.get(0)!);
  });

  it('shrunk is defined with fewer blocks than points, full is refused', () => {
    const few = made(8, 0.5);
    expect(weightOf(few, 'shrunk').ok).toBe(true);
    const refused = weightOf(few, 'full');
    expect(refused.ok ? '' : refused.error.code).toBe('statistics.noFit');
  });

  it('refuses a point without error', () => {
    const data = unwrap(replicate([new Float64Array(20).fill(3)], { blockLength: 1 }));
    const refused = weightOf(data, 'diagonal');
    expect(refused.ok ? '' : refused.error.code).toBe('statistics.noFit');
  });
});
