import { describe, expect, it } from 'vitest';
import { forwardSolve } from '../../../../../src-engine/statistics/correlator/dense.ts';
import { leastSquares, tangentOf } from '../../../../../src-engine/statistics/correlator/least-squares.ts';
import {
  constantModel,
  decayModel,
  massesOf,
} from '../../../../../src-engine/statistics/correlator/model.ts';
import { exactCorrelator } from '../../../../support/synthetic-correlator.ts';

const times = (from: number, to: number): Float64Array =>
  Float64Array.from({ length: to - from + 1 }, (_, k) => from + k);

const fitExact = (states: 1 | 2, shape: 'cosh' | 'exp', wanted: Parameters<typeof exactCorrelator>[0]) => {
  const x = times(3, 14);
  const correlator = exactCorrelator(wanted);
  const y = x.map((t) => correlator[t]!);
  // errors of a hundredth each, and correlated a little
  const lower = Array.from(x, (_, i) =>
    x.map((_, j) => (i === j ? 0.01 * y[i]! : i === j + 1 ? 0.003 * y[j]! : 0)),
  );
  const model = decayModel({ shape, states, extent: wanted.extent, origin: 3 });
  return leastSquares({ model, x, lower }, forwardSolve(lower, y))!;
};

const quiet = { samples: 1, noise: 0, seed: 1 };

describe('leastSquares', () => {
  it.each([0.02, 0.15, 0.7, 2.1])('finds the mass %d of an exact cosh to 1e-12', (mass) => {
    const { theta, amplitudes, chiSquare } = fitExact(1, 'cosh', {
      extent: 32,
      mass,
      amplitude: 3.5,
      ...quiet,
    });
    expect(Math.abs(massesOf(theta)[0]! / mass - 1)).toBeLessThan(1e-12);
    expect(Math.abs((amplitudes[0]! * Math.exp(3 * mass)) / 3.5 - 1)).toBeLessThan(1e-11);
    expect(chiSquare).toBeLessThan(1e-20);
  });

  it('finds both masses of an exact sum of two', () => {
    const { theta, amplitudes } = fitExact(2, 'cosh', {
      extent: 32,
      mass: 0.3,
      amplitude: 2,
      excited: [1.5, 0.8],
      ...quiet,
    });
    const [low, high] = massesOf(theta);
    expect(Math.abs(low! / 0.3 - 1)).toBeLessThan(1e-12);
    expect(Math.abs(high! / 0.8 - 1)).toBeLessThan(1e-11);
    expect(amplitudes[0]! * Math.exp(3 * 0.3)).toBeCloseTo(2, 10);
    expect(amplitudes[1]! * Math.exp(3 * 0.8)).toBeCloseTo(1.5, 9);
  });

  it('finds one and two exponentials', () => {
    const one = fitExact(1, 'exp', { extent: 32, mass: 0.9, shape: 'exp', ...quiet });
    expect(Math.abs(massesOf(one.theta)[0]! / 0.9 - 1)).toBeLessThan(1e-12);
    const two = fitExact(2, 'exp', { extent: 32, mass: 0.5, shape: 'exp', excited: [-0.4, 1.1], ...quiet });
    expect(massesOf(two.theta)[0]).toBeCloseTo(0.5, 11);
    expect(massesOf(two.theta)[1]).toBeCloseTo(1.1, 10);
  });

  it('stands where scipy stands on data with noise', () => {
    // scipy 1.17, curve_fit(lambda t, a, m: a * (exp(-m t) + exp(-m (16 - t))), t, y, sigma=s, absolute_sigma=True), xtol = 1e-15
    const x = times(2, 8);
    const y = Float64Array.of(0.612, 0.437, 0.325, 0.241, 0.19, 0.159, 0.151);
    const sigma = Float64Array.of(0.006, 0.005, 0.004, 0.004, 0.003, 0.003, 0.003);
    const lower = Array.from(sigma, (s, i) => x.map((_, j) => (i === j ? s : 0)));
    const model = decayModel({ shape: 'cosh', states: 1, extent: 16, origin: 2 });
    const fit = leastSquares({ model, x, lower }, forwardSolve(lower, y))!;
    expect(massesOf(fit.theta)[0]).toBeCloseTo(0.3456837205393633, 8);
    expect(fit.amplitudes[0]! * Math.exp(2 * massesOf(fit.theta)[0]!)).toBeCloseTo(1.2037081550529156, 7);
    expect(fit.chiSquare).toBeCloseTo(1.82633078020365, 7);
  });

  it('a fit without masses is a projection, whatever the start', () => {
    const x = times(0, 2);
    const lower = [Float64Array.of(1, 0, 0), Float64Array.of(0, 2, 0), Float64Array.of(0, 0, 1)];
    const problem = { model: constantModel, x, lower };
    const fit = leastSquares(problem, forwardSolve(lower, Float64Array.of(1, 3, 2)))!;
    // weights 1, 1/4, 1
    expect(fit.amplitudes[0]).toBeCloseTo((1 + 0.75 + 2) / 2.25, 14);
    expect(tangentOf(problem, fit)).toHaveLength(1);
  });
});
