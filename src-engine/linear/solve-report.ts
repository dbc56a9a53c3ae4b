/** What every solver says about what it did. Residuals are relative: |b - A x| / |b|, the worst block. */
import type { Result } from '../base/result.ts';

export interface SolveReport {
  readonly iterations: number;
  /** Recomputed from b - A x at the end, in double precision. */
  readonly residual: number;
  /** What the recurrence believed. */
  readonly iterated: number;
}

export interface SolveOptions {
  /** Wanted true relative residual. */
  readonly tolerance: number;
  readonly maxIterations: number;
  /** Called now and then with the iterations done and the residual so far. */
  readonly onStep?: (iterations: number, residual: number) => void;
}

/**
 * solver.notConverged: maxIterations were not enough (detail: iterations, residual); solver.stagnated: the true residual does not fall any
 * further above the tolerance; solver.breakdown: a number that must be positive was not (singular or not positive operator), or not finite.
 */
export type Solved = Result<SolveReport>;
