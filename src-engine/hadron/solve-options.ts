/** Options of the solver as a valence quark states them. */
import type { ValenceSpec } from '../api/spec/dirac-spec.ts';
import type { SolveOptions } from '../linear/solve-report.ts';

/** The residual is |b - D x| / |b|. */
export const solveOptions = (
  { tolerance, maxIterations }: ValenceSpec,
  onStep: SolveOptions['onStep'],
): SolveOptions => (onStep ? { tolerance, maxIterations, onStep } : { tolerance, maxIterations });
