/** Effective masses of correlators whose mass is known, and the places where there is none. */
import { describe, expect, it } from 'vitest';
import { coshMass, effectiveMasses } from '../../../../src-engine/hadron/effective-mass.ts';

const range = (n: number): number[] => Array.from({ length: n }, (_, t) => t);
/** A particle that goes both ways round: e^(-m t) + e^(-m (T - t)). */
const bothWays = (m: number, extent: number): number[] =>
  range(extent).map((t) => 3.7 * (Math.exp(-m * t) + Math.exp(-m * (extent - t))));

describe('effective mass', () => {
  it.each([
    [0.001, 8],
    [0.05, 16],
    [0.4, 16],
    [0.4, 7],
    [2.5, 64],
    [9, 32],
  ])('is m at every t for one particle of mass %d on T = %d', (m, extent) => {
    effectiveMasses(bothWays(m, extent)).forEach((found, t) => {
      if (2 * t + 1 === extent) expect(found).toBeUndefined();
      // the curvature of the correlator is m^2: that is how well m can be read off
      else expect(Math.abs(found! - m) / m).toBeLessThan(1e-13 / Math.min(1, m * m));
    });
  });

  it('is known in closed form next to the middle: C(T/2 - 1) / C(T/2) = cosh m', () => {
    expect(coshMass(1.25, 1, 3, 8)).toBeCloseTo(Math.acosh(1.25), 14);
    expect(coshMass(1, 1.25, 4, 8)).toBeCloseTo(Math.acosh(1.25), 14);
  });

  it('is not there where the correlator does not fall towards the middle, changes sign or is not a number', () => {
    expect(coshMass(1, 1.1, 1, 8)).toBeUndefined();
    expect(coshMass(1, 1, 1, 8)).toBeUndefined();
    expect(coshMass(1, -0.1, 1, 8)).toBeUndefined();
    expect(coshMass(1, 0, 1, 8)).toBeUndefined();
    expect(coshMass(Number.NaN, 1, 1, 8)).toBeUndefined();
  });
});
