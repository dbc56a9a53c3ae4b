/**
 * What the solvers of one term, or of all of them, did since the refresh of its auxiliary fields (start of a trajectory).
 * Test: test/unit/engine/update/solver-tally.test.ts.
 */
import { unwrap } from '../base/result.ts';
import { seconds } from '../base/stopwatch.ts';
import type { Solved, SolveReport } from '../linear/solve-report.ts';

export interface SolverTally {
  readonly iterations: number;
  /** Worst true relative residual. */
  readonly residual: number;
  /** Wall-clock time; not reproducible. */
  readonly seconds: number;
}

export const NO_SOLVES: SolverTally = { iterations: 0, residual: 0, seconds: 0 };

export const addTallies = (a: SolverTally, b: SolverTally): SolverTally => ({
  iterations: a.iterations + b.iterations,
  // NaN stays NaN
  residual: Math.max(a.residual, b.residual),
  seconds: a.seconds + b.seconds,
});

export interface SolverLog {
  /** Forgets everything: call at each refresh. */
  reset(): void;
  /** Runs and records a solve; throws its failure. */
  solve(work: () => Solved): SolveReport;
  report(): SolverTally;
}

export const solverLog = (): SolverLog => {
  let tally = NO_SOLVES;
  return {
    reset: () => {
      tally = NO_SOLVES;
    },
    solve: (work) => {
      const start = seconds();
      const done = unwrap(work());
      tally = addTallies(tally, {
        iterations: done.iterations,
        residual: done.residual,
        seconds: seconds() - start,
      });
      return done;
    },
    report: () => tally,
  };
};
