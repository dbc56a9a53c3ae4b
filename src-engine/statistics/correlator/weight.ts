/**
 * With which matrix a fit weighs deviations, as a lower triangular factor L: chi^2 = |L^-1 (y - f)|^2.
 *
 *   diagonal  L L^T = diag(errors^2)
 *   full      L L^T = the jackknife covariance; needs more blocks than points
 *   shrunk    L L^T = errors ((1 - s) correlation + s 1) errors with the s of least expected squared error,
 *             s = sum_{i != j} Var(r_ij) / sum_{i != j} r_ij^2, at most 1, of the correlation's elements r_ij
 *             (Schaefer and Strimmer, Stat. Appl. Genet. Mol. Biol. 4 (2005) 32): never singular
 *
 * Proved by test/unit/engine/statistics/correlator/weight.test.ts.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import { cholesky, type Matrix, zeros } from './dense.ts';
import { deviationsOf, jackknifeCovariance, type Replicated } from './replicas.ts';

export type Weighing = 'diagonal' | 'shrunk' | 'full';

export interface Weight {
  readonly lower: Matrix;
  readonly covariance: Matrix;
  /** s; 0 for a full matrix, 1 for a diagonal one. */
  readonly shrinkage: number;
}

const correlationOf = (covariance: Matrix): Float64Array[] =>
  covariance.map((row, i) =>
    row.map((value, j) => (i === j ? 1 : value / Math.sqrt(covariance[i]![i]! * covariance[j]![j]!))),
  );

/** s for standardised deviations z: Var(r_ij) = n/(n - 1)^3 sum_b (z_bi z_bj - <z_i z_j>)^2. */
function shrinkageOf(correlation: Matrix, { replicas }: Replicated): number {
  const n = replicas.length;
  const deviations = deviationsOf(replicas);
  const scale = correlation.map(
    (_, i) => 1 / Math.sqrt(deviations.reduce((sum, z) => sum + z[i]! ** 2, 0) / (n - 1)),
  );
  let variances = 0;
  let squares = 0;
  for (let i = 0; i < correlation.length; i++)
    for (let j = 0; j < i; j++) {
      const products = deviations.map((z) => z[i]! * scale[i]! * z[j]! * scale[j]!);
      const mean = products.reduce((sum, value) => sum + value, 0) / n;
      variances += (n / (n - 1) ** 3) * products.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      squares += correlation[i]![j]! ** 2;
    }
  return squares > 0 ? Math.min(1, variances / squares) : 1;
}

export function weightOf(data: Replicated, weighing: Weighing): Result<Weight> {
  const covariance = jackknifeCovariance(data);
  const still = covariance.findIndex((row, i) => !(row[i]! > 0));
  if (still >= 0)
    return fail(
      'statistics.noFit',
      'One of the points has no error: its value is the same in every sample.',
      'Leave it out of the range.',
      { point: still },
    );
  const correlation = correlationOf(covariance);
  const shrinkage = weighing === 'full' ? 0 : weighing === 'diagonal' ? 1 : shrinkageOf(correlation, data);
  const shrunk = zeros(correlation.length).map((row, i) =>
    row.map((_, j) => (i === j ? 1 : (1 - shrinkage) * correlation[i]![j]!)),
  );
  const points = data.mean.length;
  const blocks = data.replicas.length;
  const factor = weighing === 'full' && blocks <= points ? undefined : cholesky(shrunk);
  if (factor === undefined)
    return fail(
      'statistics.noFit',
      `The covariance of ${points} points from ${blocks} blocks has no inverse.`,
      'Fit fewer points, shrink the covariance, fit without correlations, or run longer.',
      { points, blocks },
    );
  const lower = factor.map((row, i) => row.map((value) => value * Math.sqrt(covariance[i]![i]!)));
  return ok({ lower, covariance, shrinkage });
}
