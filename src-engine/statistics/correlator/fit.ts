/**
 * Fit of a replicated vector with errors by jackknife: every replica is fitted with the same weight matrix.
 *
 *   error^2 = c (n - 1)/n sum_b (p_b - <p_b>)^2
 *
 * c = 1 for weights that hardly depend on the data (diagonal, shrunk). For a full covariance from n blocks, with q degrees of freedom,
 * c = (n - 1)(n - 2) / ((n - 1 - q)(n - 2 - q)): exact for linear models of Gaussian data (Dodelson and Schneider, Phys. Rev. D 88 (2013)
 * 063537 with the bias of the inverse, Hartlap et al., Astron. Astrophys. 464 (2007) 399).
 *
 * Probability of a larger chi^2: full, Hotelling's F with q and n - q degrees of freedom, F = chi^2 (n - q)/(q (n - 1)); otherwise
 * chi^2 is a sum of squares with the weights of (1 - P) L^-1 C L^-T (1 - P) (Bruno and Sommer, arXiv:2209.14188), taken as a scaled
 * chi^2 distribution of the same mean (expectedChiSquare) and variance (Satterthwaite, Biometrics Bull. 2 (1946) 110).
 * Proved by test/unit/engine/statistics/correlator/fit.test.ts and test/statistics/correlator-fit.test.ts.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import { fPValue, scaledChiSquarePValue } from '../test-statistics.ts';
import { dot, forwardSolve, type Matrix, zeros } from './dense.ts';
import { type LeastSquares, leastSquares, type Problem, tangentOf } from './least-squares.ts';
import type { FitModel } from './model.ts';
import { jackknifeVariance, type Replicated } from './replicas.ts';
import { type Weighing, weightOf } from './weight.ts';

export interface Fit {
  readonly central: LeastSquares;
  readonly replicas: readonly LeastSquares[];
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  /** Mean of chi^2 if the model is right; the degrees of freedom only where all correlations are in the weight. */
  readonly expectedChiSquare: number;
  /** 1 without degrees of freedom. */
  readonly pValue: number;
  readonly weighing: Weighing;
  readonly shrinkage: number;
  /** Root of c. */
  readonly widening: number;
  readonly warnings: readonly string[];
}

/** A widening from which on the errors are told to be uncertain. */
const notable = 1.1;

/** chi^2 = z^T (1 - P) z with cov(z) = `cov`: its mean and variance / 2. */
function spreadOf(cov: Matrix, tangent: readonly Float64Array[]): { mean: number; squares: number } {
  const n = cov.length;
  const rest = zeros(n).map((row, i) =>
    row.map((_, j) => cov[i]![j]! - tangent.reduce((sum, q) => sum + q[i]! * dot(q, cov[j]!), 0)),
  );
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    mean += rest[i]![i]!;
    for (let j = 0; j < n; j++) squares += rest[i]![j]! * rest[j]![i]!;
  }
  return { mean, squares };
}

/** L^-1 C L^-T */
const whitened = (covariance: Matrix, lower: Matrix): Matrix => {
  const half = covariance.map((row) => forwardSolve(lower, row));
  const turned = half[0]!.length === 0 ? [] : half.map((_, j) => Float64Array.from(half, (row) => row[j]!));
  return turned.map((row) => forwardSolve(lower, row));
};

const noMinimum = (what: string): Result<never> =>
  fail(
    'statistics.noFit',
    `The fit finds no minimum${what}.`,
    'Choose another range, fewer states or another shape; noise at late times is a common reason.',
  );

interface Central {
  readonly problem: Problem;
  readonly central: LeastSquares;
  readonly quality: Omit<Fit, 'central' | 'replicas' | 'warnings'>;
}

/** The fit of the mean, and how well it describes it. */
function fitMean(data: Replicated, x: Float64Array, model: FitModel, weighing: Weighing): Result<Central> {
  const free = model.amplitudes + model.nonlinear;
  const q = x.length - free;
  const n = data.replicas.length;
  if (q < 0)
    return fail(
      'statistics.noFit',
      `${x.length} points cannot determine ${free} parameters.`,
      'Widen the range, or fit fewer parameters.',
    );
  if (weighing === 'full' && n - 2 - q <= 0)
    return fail(
      'statistics.noFit',
      `A correlated fit of ${x.length} points needs more than ${x.length} blocks; there are ${n}.`,
      'Fit fewer points, shrink the covariance, fit without correlations, or run longer.',
    );
  const weight = weightOf(data, weighing);
  if (!weight.ok) return weight;
  const { lower, covariance, shrinkage } = weight.value;
  const problem: Problem = { model, x, lower };
  const central = leastSquares(problem, forwardSolve(lower, data.mean));
  const tangent = central && tangentOf(problem, central);
  if (central === undefined || tangent === undefined) return noMinimum('');
  const { chiSquare } = central;
  const full = weighing === 'full';
  const spread = full ? { mean: q, squares: q } : spreadOf(whitened(covariance, lower), tangent);
  const widening = full ? Math.sqrt(((n - 1) * (n - 2)) / ((n - 1 - q) * (n - 2 - q))) : 1;
  const pValue =
    q === 0
      ? 1
      : full
        ? fPValue((chiSquare * (n - q)) / (q * (n - 1)), q, n - q)
        : scaledChiSquarePValue(chiSquare, spread.mean, 2 * spread.squares);
  const quality = {
    chiSquare,
    degreesOfFreedom: q,
    expectedChiSquare: spread.mean,
    pValue,
    weighing,
    shrinkage,
    widening,
  };
  return ok({ problem, central, quality });
}

/** The p-value of a fit without the errors of its parameters, for a search among many. */
export const fitQuality = (
  data: Replicated,
  x: Float64Array,
  model: FitModel,
  weighing: Weighing,
): Result<Central['quality']> => {
  const made = fitMean(data, x, model, weighing);
  return made.ok ? ok(made.value.quality) : made;
};

export function fitReplicated(
  data: Replicated,
  x: Float64Array,
  model: FitModel,
  weighing: Weighing,
): Result<Fit> {
  const made = fitMean(data, x, model, weighing);
  if (!made.ok) return made;
  const { problem, central, quality } = made.value;
  const n = data.replicas.length;
  const replicas = data.replicas
    .map((replica) => leastSquares(problem, forwardSolve(problem.lower, replica), central.theta))
    .filter((one) => one !== undefined);
  if (replicas.length < n) return noMinimum(` in ${n - replicas.length} of ${n} jackknife samples`);
  const widened = Math.round(100 * (quality.widening - 1));
  return ok({
    central,
    replicas,
    ...quality,
    warnings:
      quality.widening > notable
        ? [
            `The covariance of ${x.length} points rests on only ${n} blocks, which widens the errors by ${widened} %. Fit fewer points, shrink the covariance, or run longer.`,
          ]
        : [],
  });
}

/** A number made from the fitted parameters, with its error. */
export const fittedValue = (
  { central, replicas, widening }: Fit,
  of: (parameters: LeastSquares) => number,
): { readonly value: number; readonly error: number } => ({
  value: of(central),
  error: widening * Math.sqrt(jackknifeVariance(replicas.map(of))),
});

/** The fitted function at one x, with its error. */
export const fittedAt = (fit: Fit, model: FitModel, x: number): { value: number; error: number } => {
  const at = Float64Array.of(x);
  return fittedValue(fit, ({ theta, amplitudes }) =>
    model.columns(theta, at).reduce((sum, column, k) => sum + amplitudes[k]! * column[0]!, 0),
  );
};
