/**
 * Least squares |L^-1 (y - sum_k a_k g_k(x; theta))|^2 by variable projection (Golub and Pereyra, SIAM J. Numer. Anal. 10 (1973) 413):
 * for each theta the amplitudes are solved for; theta moves by Levenberg-Marquardt steps with Kaufman's Jacobian, -(1 - P) L^-1 dg a,
 * where P projects onto the columns. Nothing but theta needs a start.
 * Proved by test/unit/engine/statistics/correlator/least-squares.test.ts.
 */
import { backSolve, dot, forwardSolve, type Matrix, type Orthonormal, orthonormalise } from './dense.ts';
import type { FitModel } from './model.ts';

export interface LeastSquares {
  readonly theta: Float64Array;
  readonly amplitudes: Float64Array;
  readonly chiSquare: number;
}

interface Projected extends LeastSquares {
  readonly basis: Orthonormal;
  readonly residual: Float64Array;
}

export interface Problem {
  readonly model: FitModel;
  readonly x: Float64Array;
  readonly lower: Matrix;
}

const mostSteps = 500;

function project({ model, x, lower }: Problem, y: Float64Array, theta: Float64Array): Projected | undefined {
  const columns = model.columns(theta, x).map((column) => forwardSolve(lower, column));
  const basis = orthonormalise(columns);
  if (basis === undefined) return undefined;
  const residual = Float64Array.from(y);
  // twice: the second pass removes the rounding of the first
  const parts = basis.q.map(() => 0);
  for (let pass = 0; pass < 2; pass++)
    for (const [k, unit] of basis.q.entries()) {
      const part = dot(unit, residual);
      parts[k] = parts[k]! + part;
      for (let i = 0; i < residual.length; i++) residual[i] = residual[i]! - part * unit[i]!;
    }
  const amplitudes = backSolve(basis.r, parts);
  const chiSquare = dot(residual, residual);
  return Number.isFinite(chiSquare) ? { theta, amplitudes, chiSquare, basis, residual } : undefined;
}

/** L^-1 sum_k a_k dg_k/dtheta_j for each j. */
const turning = (
  { model, x, lower }: Problem,
  { theta, amplitudes }: LeastSquares,
): readonly Float64Array[] =>
  model.slopes(theta, x).map((slopes) => {
    const sum = new Float64Array(x.length);
    for (const [k, slope] of slopes.entries())
      for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + amplitudes[k]! * slope[i]!;
    return forwardSolve(lower, sum);
  });

/** Solves the damped normal equations of one or two unknowns. */
function step(jacobian: readonly Float64Array[], residual: Float64Array, damping: number): number[] {
  const normal = jacobian.map((a, i) => jacobian.map((b, j) => dot(a, b) * (i === j ? 1 + damping : 1)));
  const downhill = jacobian.map((column) => -dot(column, residual));
  if (normal.length === 1) return [downhill[0]! / normal[0]![0]!];
  const [[a, b], [, d]] = normal as [[number, number], [number, number]];
  const [u, v] = downhill as [number, number];
  const determinant = a * d - b * b;
  return [(d * u - b * v) / determinant, (a * v - b * u) / determinant];
}

function descend(problem: Problem, y: Float64Array, start: Projected): Projected | undefined {
  let best = start;
  let damping = 1e-3;
  for (let n = 0; n < mostSteps; n++) {
    const jacobian = turning(problem, best).map((column) => {
      const rest = Float64Array.from(column);
      for (const unit of best.basis.q) {
        const part = dot(unit, rest);
        for (let i = 0; i < rest.length; i++) rest[i] = rest[i]! - part * unit[i]!;
      }
      return rest.map((value) => -value);
    });
    const move = step(jacobian, best.residual, damping);
    const length = Math.max(...move.map(Math.abs));
    if (!Number.isFinite(length)) return undefined;
    const next = project(
      problem,
      y,
      best.theta.map((value, j) => value + move[j]!),
    );
    if (next !== undefined && next.chiSquare <= best.chiSquare) {
      best = next;
      damping = Math.max(damping / 10, 1e-15);
      if (length < 1e-14) return best;
    } else {
      // rounding is all that is left, or the way down is steeper than it seemed
      if (length < 1e-10) return best;
      damping *= 10;
    }
  }
  return undefined;
}

/** Of the model's starts, so many of the best are followed: the best one may lie in a side valley. */
const mostFollowed = 12;

/** `whitened` = L^-1 y; from `start`, or from the model's starts. Undefined where no minimum is found. */
export function leastSquares(
  problem: Problem,
  whitened: Float64Array,
  start?: Float64Array,
): LeastSquares | undefined {
  const { starts, nonlinear } = problem.model;
  const places = start === undefined ? starts.map((place) => Float64Array.from(place)) : [start];
  const tried = places
    .map((theta) => project(problem, whitened, theta))
    .filter((one) => one !== undefined)
    .sort((a, b) => a.chiSquare - b.chiSquare);
  if (nonlinear === 0) return tried[0];
  const found = tried
    .slice(0, mostFollowed)
    .map((from) => descend(problem, whitened, from))
    .filter((one) => one !== undefined);
  return found.reduce<Projected | undefined>(
    (best, one) => (best === undefined || one.chiSquare < best.chiSquare ? one : best),
    undefined,
  );
}

/** Directions in which the fitted values can move, orthonormal after weighing. */
export const tangentOf = (problem: Problem, solution: LeastSquares): readonly Float64Array[] | undefined =>
  orthonormalise([
    ...problem.model.columns(solution.theta, problem.x).map((column) => forwardSolve(problem.lower, column)),
    ...turning(problem, solution),
  ])?.q;
