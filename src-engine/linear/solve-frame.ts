/** How every iterative solver begins and ends: norms of the right-hand side, and what a true residual means. Test: those of the solvers. */
import { ok, type Result } from '../base/result.ts';
import type { Field } from '../lattice/lattice.ts';
import type { Solved, SolveOptions } from './solve-report.ts';
import { breakdown, notConverged } from './solver-failure.ts';
import type { VectorSpace } from './vector-space.ts';

/** |b|^2 of each block; x is cleared where b is zero, whatever was there. A b that is not finite is solver.breakdown. */
export const beginSolve = (
  solver: string,
  space: VectorSpace,
  b: Field,
  x: Field,
): Result<readonly number[]> => {
  const b2 = space.norm2(b);
  if (!b2.every(Number.isFinite)) return breakdown(solver, 0, 'the right-hand side is not finite');
  if (b2.includes(0))
    space.clear(
      x,
      b2.map((n) => (n === 0 ? 1 : 0)),
    );
  return ok(b2);
};

/** The end at a true relative residual: reached, not finite, or no iterations left; undefined where the solver goes on. */
export const endSolve = (
  solver: string,
  residual: number,
  iterations: number,
  iterated: number | undefined,
  { tolerance, maxIterations }: SolveOptions,
): Solved | undefined => {
  if (!Number.isFinite(residual)) return breakdown(solver, iterations, 'the residual is not finite');
  if (residual <= tolerance) return ok({ iterations, residual, iterated: iterated ?? residual });
  if (iterations >= maxIterations) return notConverged(solver, iterations, residual);
  return undefined;
};
