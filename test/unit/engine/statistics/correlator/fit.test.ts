import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { fitReplicated, fittedAt, fittedValue } from '../../../../../src-engine/statistics/correlator/fit.ts';
import {
  constantModel,
  decayModel,
  massesOf,
} from '../../../../../src-engine/statistics/correlator/model.ts';
import {
  jackknifeCovariance,
  type Replicated,
  replicate,
} from '../../../../../src-engine/statistics/correlator/replicas.ts';
import { fitLine } from '../../../../../src-engine/statistics/fit.ts';
import { syntheticCorrelator } from '../../../../support/synthetic-correlator.ts';
import { normal, uniform } from '../ar1.ts';

const gauss = normal(uniform(8));
/** Means near 5 of points whose fluctuations have a common part. */
const plateau = (points: number, samples: number): Replicated => {
  const common = Float64Array.from({ length: samples }, gauss);
  const series = Array.from({ length: points }, () => common.map((c) => 5 + 0.7 * c + gauss()));
  return unwrap(replicate(series, { blockLength: 1 }));
};

const inverse = (a: readonly Float64Array[]): number[][] => {
  const n = a.length;
  const work = a.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let i = 0; i < n; i++) {
    const pivot = work[i]![i]!;
    work[i] = work[i]!.map((v) => v / pivot);
    for (let k = 0; k < n; k++)
      if (k !== i) {
        const factor = work[k]![i]!;
        work[k] = work[k]!.map((v, j) => v - factor * work[i]![j]!);
      }
  }
  return work.map((row) => row.slice(n));
};

describe('fits of replicated vectors', () => {
  it('a correlated constant is sum C^-1 y / sum C^-1, its error that over the square root, widened', () => {
    const data = plateau(5, 40);
    const fit = unwrap(fitReplicated(data, Float64Array.of(0, 1, 2, 3, 4), constantModel, 'full'));
    const weights = inverse(jackknifeCovariance(data));
    const total = weights.flat().reduce((sum, w) => sum + w, 0);
    const best =
      weights.reduce((sum, row, i) => sum + row.reduce((s, w) => s + w, 0) * data.mean[i]!, 0) / total;
    const found = fittedValue(fit, ({ amplitudes }) => amplitudes[0]!);
    expect(found.value).toBeCloseTo(best, 12);
    expect(fit.widening ** 2).toBeCloseTo((39 * 38) / (35 * 34), 13);
    expect(found.error).toBeCloseTo(Math.sqrt(1 / total) * fit.widening, 12);
    const off = [...data.mean].map((value) => value - best);
    const chiSquare = weights.reduce(
      (sum, row, i) => sum + row.reduce((s, w, j) => s + off[i]! * w * off[j]!, 0),
      0,
    );
    expect(fit.chiSquare).toBeCloseTo(chiSquare, 11);
    expect(fit.degreesOfFreedom).toBe(4);
    expect(fit.expectedChiSquare).toBe(4);
    expect(fit.warnings).toEqual([expect.stringContaining('12 %')]);
  });

  it('an uncorrelated constant is the weighted mean, with the error that the correlations make', () => {
    const data = plateau(4, 60);
    const covariance = jackknifeCovariance(data);
    const fit = unwrap(fitReplicated(data, Float64Array.of(0, 1, 2, 3), constantModel, 'diagonal'));
    const weight = covariance.map((row, i) => 1 / row[i]!);
    const total = weight.reduce((sum, w) => sum + w, 0);
    const found = fittedValue(fit, ({ amplitudes }) => amplitudes[0]!);
    expect(found.value).toBeCloseTo(weight.reduce((sum, w, i) => sum + w * data.mean[i]!, 0) / total, 12);
    const variance = weight.reduce(
      (sum, w, i) => sum + weight.reduce((s, v, j) => s + w * v * covariance[i]![j]!, 0),
      0,
    );
    expect(found.error).toBeCloseTo(Math.sqrt(variance) / total, 12);
    // <chi^2> = sum over points of the variance that the fit leaves: 4 - sum w_i w_j C_ij / sum w
    expect(fit.expectedChiSquare).toBeCloseTo(4 - variance / total, 11);
    expect(fit.widening).toBe(1);
  });

  it('without correlations it agrees with the fit of a line through independent points', () => {
    const samples = 4000;
    const x = Float64Array.of(1, 2, 3, 4);
    const series = Array.from(x, (at) =>
      Float64Array.from({ length: samples }, () => 2 + 0.5 * at + gauss()),
    );
    const data = unwrap(replicate(series, { blockLength: 1 }));
    const line = {
      ...constantModel,
      amplitudes: 2,
      columns: (_: ArrayLike<number>, at: Float64Array) => [at.map(() => 1), at.map((v) => v)],
    };
    const fit = unwrap(fitReplicated(data, x, line, 'diagonal'));
    const sigma = x.map((_, i) => Math.sqrt(jackknifeCovariance(data)[i]![i]!));
    const other = unwrap(fitLine(x, data.mean, sigma));
    const slope = fittedValue(fit, ({ amplitudes }) => amplitudes[1]!);
    expect(slope.value).toBeCloseTo(other.slope, 12);
    expect(slope.error / other.slopeError).toBeCloseTo(1, 1);
    expect(fit.chiSquare).toBeCloseTo(other.chiSquare, 10);
    expect(fit.pValue).toBeCloseTo(other.pValue, 1);
  });

  it('the curve goes through the points with less than their errors', () => {
    const series = syntheticCorrelator({
      extent: 16,
      samples: 200,
      mass: 0.35,
      noise: 0.05,
      correlation: 0.7,
      seed: 5,
    }).slice(2, 9);
    const data = unwrap(replicate(series, { blockLength: 2 }));
    const x = Float64Array.of(2, 3, 4, 5, 6, 7, 8);
    const model = decayModel({ shape: 'cosh', states: 1, extent: 16, origin: 2 });
    const fit = unwrap(fitReplicated(data, x, model, 'shrunk'));
    const mass = fittedValue(fit, ({ theta }) => massesOf(theta)[0]!);
    expect(Math.abs(mass.value - 0.35)).toBeLessThan(3 * mass.error);
    const errors = jackknifeCovariance(data).map((row, i) => Math.sqrt(row[i]!));
    for (const [i, t] of x.entries()) {
      const { value, error } = fittedAt(fit, model, t);
      expect(Math.abs(value - data.mean[i]!)).toBeLessThan(3.5 * errors[i]!);
      expect(error).toBeLessThan(1.05 * errors[i]!);
    }
  });

  it('refuses too few points, too few blocks for correlations, and data without a decay', () => {
    const x = Float64Array.of(0, 1, 2);
    const decay = (states: 1 | 2) => decayModel({ shape: 'exp', states, extent: 8, origin: 0 });
    const rising = unwrap(
      replicate(
        [1, 2, 4].map((mean) => Float64Array.from({ length: 20 }, () => mean + 0.01 * gauss())),
        { blockLength: 1 },
      ),
    );
    const few: Replicated = { ...rising, replicas: rising.replicas.slice(0, 3) };
    const codes = [
      fitReplicated(rising, x, decay(2), 'diagonal'),
      fitReplicated(few, x, decay(1), 'full'),
      fitReplicated(rising, x, decay(1), 'diagonal'),
    ].map((result) => (result.ok ? '' : result.error.code));
    expect(codes).toEqual(['statistics.noFit', 'statistics.noFit', 'statistics.noFit']);
  });
});
