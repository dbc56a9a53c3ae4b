/**
 * Lowest eigenvalues of D^+ D. Staggered: on the even sites, where D^+ D is block diagonal; each occurs as often on the odd ones, which is
 * not shown. Domain walls: of the operator in five dimensions. Test: test/unit/engine/hadron/eigenvalues.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import type { DiracOperator } from '../dirac/dirac-operator.ts';
import { lowestEigenpairs } from '../linear/lanczos.ts';
import type { LinearMap } from '../linear/positive-operator.ts';
import type { Progress } from './propagator.ts';

export interface LowestEigenvalues {
  /** Rising, with their multiplicities. */
  readonly eigenvalues: readonly number[];
  /** |D^+ D v - lambda v| of each, v normalised. */
  readonly residuals: readonly number[];
  /** Applications of D^+ D. */
  readonly iterations: number;
}

export interface EigenvalueOptions {
  readonly count: number;
  /** Wanted residual, relative to the largest eigenvalue. */
  readonly tolerance: number;
  /** Applications of D^+ D for each eigenvalue wanted. */
  readonly maxIterations: number;
}

/** `dirac` has one block. spec.outOfRange: more eigenvalues than there are; errors of lowestEigenpairs. */
export const lowestEigenvalues = (
  dirac: DiracOperator,
  { count, tolerance, maxIterations }: EigenvalueOptions,
  onStep?: Progress,
): Result<LowestEigenvalues> => {
  const { space } = dirac.spec.operator === 'staggered' ? dirac.normal : dirac;
  if (count > space.dimension)
    return fail(
      'spec.outOfRange',
      `There are ${space.dimension} eigenvalues on this lattice, not ${count}.`,
      'Ask for fewer.',
    );
  return space.withVectors(1, ([half]) => {
    const whole: LinearMap = {
      space,
      apply(out, x) {
        dirac.apply(half!, x);
        dirac.applyDagger(out, half!);
      },
    };
    const found = lowestEigenpairs(dirac.spec.operator === 'staggered' ? dirac.normal : whole, {
      count,
      tolerance,
      maxIterations: maxIterations * count,
      onStep: (iterations, converged) =>
        onStep?.(converged / count, `${converged} of ${count} eigenvalues, iteration ${iterations}`),
    });
    if (!found.ok) return found;
    const { values, residuals, iterations } = found.value;
    found.value.release();
    return ok({ eigenvalues: values, residuals, iterations });
  });
};
