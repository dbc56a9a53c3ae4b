import { expect, it } from 'vitest';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { fitPotential } from '../../../../../src-engine/statistics/correlator/potential.ts';
import { replicate } from '../../../../../src-engine/statistics/correlator/replicas.ts';
import { normal, uniform } from '../ar1.ts';

const gauss = normal(uniform(12));
const r = Float64Array.of(1, 2, 3, 4, 5, 6);
const potential = (noise: number, sigma = 0.07) =>
  unwrap(
    replicate(
      Array.from(r, (at) =>
        Float64Array.from({ length: 100 }, () => 0.6 + sigma * at - 0.28 / at + noise * gauss()),
      ),
      { blockLength: 1 },
    ),
  );

it.each(['diagonal', 'full', 'shrunk'] as const)('finds an exact potential and its scale, %s', (weighing) => {
  const { v0, sigma, e, rootSigma, r0, fit } = unwrap(fitPotential(potential(1e-9), r, weighing));
  expect(v0.value).toBeCloseTo(0.6, 8);
  expect(sigma.value).toBeCloseTo(0.07, 8);
  expect(e.value).toBeCloseTo(0.28, 8);
  expect(rootSigma.value).toBeCloseTo(Math.sqrt(0.07), 8);
  expect(r0.value).toBeCloseTo(Math.sqrt((1.65 - 0.28) / 0.07), 6);
  expect(fit.degreesOfFreedom).toBe(3);
});

it('states errors of the size of the noise', () => {
  const { sigma, rootSigma } = unwrap(fitPotential(potential(0.01), r, 'diagonal'));
  expect(Math.abs(sigma.value - 0.07)).toBeLessThan(3 * sigma.error);
  expect(rootSigma.error / (sigma.error / (2 * Math.sqrt(sigma.value)))).toBeCloseTo(1, 1);
});

it('refuses a string tension that is not positive', () => {
  const refused = fitPotential(potential(0.01, -0.05), r, 'diagonal');
  expect(refused.ok ? '' : refused.error.code).toBe('statistics.noFit');
});
