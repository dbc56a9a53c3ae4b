/**
 * One term of the action that molecular dynamics integrates: the gauge action, and later pseudofermion terms. A monomial has its own
 * force and lives on one level of the integrator.
 */
import type { DrawAddress } from '../random/stream.ts';
import type { MomentumField } from './momenta.ts';

export interface Monomial {
  readonly name: string;
  /** Draws auxiliary fields at the start of a trajectory (pseudofermions). */
  refresh?(draw: Omit<DrawAddress, 'purpose'>): void;
  /** The term's value on the current links. */
  value(): number;
  /** P -> P + eps F, F = -(dS/dU) in the normalisation of group/group.ts. */
  kick(momenta: MomentumField, eps: number): void;
}
