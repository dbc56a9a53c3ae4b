/**
 * What is to be sampled, on batch fields: density exp(-S) with respect to the flat measure (scalars, angles) or Haar measure (links). The same action that
 * the Monte Carlo updates use; `scale` multiplies its couplings (annealing).
 */
import type { Field } from '../lattice/lattice.ts';

export interface Target {
  /** Says everything that the action depends on. */
  readonly key: string;
  /** Reals per site of a field: 1 (scalar), d (angles of U(1)), 2 d N^2 (links of SU(N)). */
  readonly components: number;
  /** density <- the action as one number per site: S of a sample is its sum. */
  action(x: Field, density: Field, scale: number): void;
  /** xBar <- xBar + w(x) dS/dx, w one number per site, constant over each sample. For links dS/dRe U, dS/dIm U. */
  addGradient(x: Field, weight: Field, xBar: Field, scale: number): void;
}
