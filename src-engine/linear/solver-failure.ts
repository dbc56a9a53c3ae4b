/** How solvers fail, in the user's words. Residuals are relative to the right-hand side. */
import { fail } from '../base/result.ts';

type Failed = ReturnType<typeof fail>;

export const notConverged = (solver: string, iterations: number, residual: number): Failed =>
  fail(
    'solver.notConverged',
    `${solver} stopped after ${iterations} iterations with a relative residual of ${residual.toExponential(2)}.`,
    'Allow more iterations, ask for less precision, or use heavier quarks.',
    { iterations, residual },
  );

export const stagnated = (solver: string, iterations: number, residual: number): Failed =>
  fail(
    'solver.stagnated',
    `${solver} cannot reduce the true residual below ${residual.toExponential(2)} (after ${iterations} iterations).`,
    'Ask for less precision: rounding does not allow more for a matrix this close to singular.',
    { iterations, residual },
  );

export const breakdown = (solver: string, iterations: number, what: string): Failed =>
  fail(
    'solver.breakdown',
    `${solver} broke down after ${iterations} iterations: ${what}.`,
    'Check the masses and the links: the matrix is singular, or something in it is not a finite number.',
    { iterations },
  );
