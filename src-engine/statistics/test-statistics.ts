/**
 * Probabilities of a fluctuation at least as large as the observed one, if the hypothesis holds.
 *
 *   chi square with nu degrees of freedom:  Q(nu/2, chi^2/2)
 *   a sum of squares taken as a scaled chi square of this mean and variance:  nu = 2 mean^2/variance
 *   F with nu_1 and nu_2 degrees of freedom:  I_x(nu_2/2, nu_1/2), x = nu_2/(nu_2 + nu_1 F)
 *   a deviation of z standard errors, either sign:  erfc(|z|/sqrt 2)
 *   Kolmogorov-Smirnov, D = sup |F_n - F|:  2 sum_k (-1)^{k-1} exp(-2 k^2 l^2),
 *     l = z + 1/(6 sqrt n) + (z - 1)/(4 n), z = sqrt(n) D
 *     (Vrbik, Pioneer J. Theor. Appl. Stat. 15 (2018) 15; good to 3e-3 from n = 5, 6e-4 from n = 20).
 *
 * Samples must be independent: thin a chain by 2 tau_int first.
 * Proved by test/unit/engine/statistics/test-statistics.test.ts.
 */
import { ok, type Result } from '../base/result.ts';
import { checkSeries } from './series.ts';
import { betaI, erfc, gammaQ } from './special-functions.ts';

export const chiSquarePValue = (chiSquare: number, degreesOfFreedom: number): number =>
  gammaQ(degreesOfFreedom / 2, chiSquare / 2);

export const scaledChiSquarePValue = (sum: number, mean: number, variance: number): number =>
  chiSquarePValue((2 * mean * sum) / variance, (2 * mean * mean) / variance);

export const fPValue = (f: number, numerator: number, denominator: number): number =>
  betaI(denominator / (denominator + numerator * f), denominator / 2, numerator / 2);

export const normalPValue = (z: number): number => erfc(Math.abs(z) / Math.SQRT2);

export function kolmogorovPValue(distance: number, samples: number): number {
  const root = Math.sqrt(samples);
  const z = root * distance;
  const l = z + 1 / (6 * root) + (z - 1) / (4 * samples);
  if (l < 0.18) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * (k * l) ** 2);
  return Math.min(1, Math.max(0, sum));
}

export interface KolmogorovSmirnov {
  readonly distance: number;
  readonly pValue: number;
}

/** Compares independent samples with a continuous cumulative distribution. */
export function kolmogorovSmirnov(
  samples: Float64Array,
  cumulative: (x: number) => number,
): Result<KolmogorovSmirnov> {
  const checked = checkSeries(samples, 5);
  if (!checked.ok) return checked;
  const sorted = Float64Array.from(samples).sort();
  const n = sorted.length;
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const expected = cumulative(sorted[i]!);
    distance = Math.max(distance, expected - i / n, (i + 1) / n - expected);
  }
  return ok({ distance, pValue: kolmogorovPValue(distance, n) });
}
