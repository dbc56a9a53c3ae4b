/**
 * One term of the action that molecular dynamics integrates: the gauge action or a pseudofermion term. A monomial has its own force and
 * lives on one level of the integrator. Solves that fail throw a FailureError out of any of its methods.
 */
import type { DrawAddress } from '../random/stream.ts';
import type { MomentumField } from './momenta.ts';
import type { SolverTally } from './solver-tally.ts';

export interface Monomial {
  readonly name: string;
  /** Draws auxiliary fields at the start of a trajectory (pseudofermions), on the current links. */
  refresh?(draw: Omit<DrawAddress, 'purpose'>): void;
  /** The value on the links of the last refresh, where that left it known: saves a call of `value` on the same links. */
  valueAtRefresh?(): number;
  /** The term's value on the current links. */
  value(): number;
  /** P -> P + eps F, F = -(dS/dU) in the normalisation of group/group.ts. */
  kick(momenta: MomentumField, eps: number): void;
  /** Terms with solvers: what they did since the last refresh. */
  report?(): SolverTally;
}
