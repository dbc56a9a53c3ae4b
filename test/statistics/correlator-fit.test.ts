/**
 * Fits of synthetic correlators whose mass is known: the stated errors cover it as often as they say, and p-values are uniform,
 * with few blocks and with autocorrelated samples, for every kind of weight.
 */
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import {
  type Blocking,
  decayModel,
  fitReplicated,
  fittedValue,
  massesOf,
  replicate,
  type Weighing,
} from '../../src-engine/statistics/correlator/index.ts';
import { kolmogorovSmirnov } from '../../src-engine/statistics/index.ts';
import { type Synthetic, syntheticCorrelator } from '../support/synthetic-correlator.ts';

const x = Float64Array.of(3, 4, 5, 6, 7, 8);
const model = decayModel({ shape: 'cosh', states: 1, extent: 16, origin: 3 });

const many = (count: number, weighing: Weighing, blocking: Blocking, wanted: Omit<Synthetic, 'seed'>) => {
  const pulls: number[] = [];
  const pValues: number[] = [];
  const errors: number[] = [];
  for (let seed = 1; seed <= count; seed++) {
    const series = syntheticCorrelator({ ...wanted, seed: 7919 * seed }).slice(3, 9);
    const fit = unwrap(fitReplicated(unwrap(replicate(series, blocking)), x, model, weighing));
    const { value, error } = fittedValue(fit, ({ theta }) => massesOf(theta)[0]!);
    pulls.push((value - wanted.mass) / error);
    pValues.push(fit.pValue);
    errors.push(error);
  }
  const rms = Math.sqrt(pulls.reduce((sum, pull) => sum + pull ** 2, 0) / count);
  const inside = pulls.filter((pull) => Math.abs(pull) < 1).length / count;
  const error = errors.reduce((sum, one) => sum + one, 0) / count;
  return { rms, inside, error, uniform: unwrap(kolmogorovSmirnov(Float64Array.from(pValues), (p) => p)) };
};

const each = { blockLength: 1 };
const few = { extent: 16, samples: 24, mass: 0.35, noise: 0.02, growth: 0.1, correlation: 0.85 };

describe('fits of correlators', () => {
  // 800 fits: the share inside one error has an error of 0.016, the root mean square of 0.025
  it.each<[Weighing]>([['full'], ['diagonal'], ['shrunk']])('24 samples, %s', (weighing) => {
    const { rms, inside, uniform } = many(800, weighing, each, few);
    expect(inside).toBeGreaterThan(0.683 - 0.06);
    expect(inside).toBeLessThan(0.683 + 0.05);
    // deviations over errors from 24 blocks have the tails of Student's distribution: 1.05 for 23 degrees of freedom
    expect(rms).toBeGreaterThan(0.93);
    expect(rms).toBeLessThan(1.15);
    expect(uniform.distance).toBeLessThan(weighing === 'full' ? 0.058 : 0.1);
  });

  it('240 autocorrelated samples in blocks of four tau_int, full', () => {
    const { rms, inside, uniform } = many(
      500,
      'full',
      { blockLength: 6, tauInt: 1.5 },
      { ...few, samples: 240, memory: 0.5 },
    );
    expect(rms).toBeGreaterThan(0.93);
    expect(rms).toBeLessThan(1.1);
    expect(inside).toBeGreaterThan(0.63);
    expect(inside).toBeLessThan(0.74);
    expect(uniform.distance).toBeLessThan(0.073);
  });

  it('correlations in the weight do not make the error larger', () => {
    const wanted = { ...few, samples: 200 };
    const full = many(20, 'full', each, wanted).error;
    const diagonal = many(20, 'diagonal', each, wanted).error;
    expect(full).toBeLessThan(diagonal);
  });
});
