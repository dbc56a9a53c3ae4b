/** (A + s_i) x_i = b for all shifts in one Krylov space, as one entry in the log of a term. */
import { ok } from '../../base/result.ts';
import type { Field } from '../../lattice/lattice.ts';
import { multiShiftCg } from '../../linear/multi-shift.ts';
import type { PositiveOperator } from '../../linear/positive-operator.ts';
import type { Solved, SolveOptions } from '../../linear/solve-report.ts';

/** The x_i are overwritten. The report is of the worst shift; errors of multi-shift.ts. */
export const shiftedSolves = (
  a: PositiveOperator,
  b: Field,
  shifts: readonly number[],
  xs: readonly Field[],
  options: SolveOptions,
): Solved => {
  const solved = multiShiftCg(a, b, shifts, xs, options);
  if (!solved.ok) return solved;
  const { iterations, shifts: reports } = solved.value;
  const worst = (of: (r: (typeof reports)[number]) => number): number => Math.max(...reports.map(of));
  return ok({ iterations, residual: worst((r) => r.residual), iterated: worst((r) => r.iterated) });
};
