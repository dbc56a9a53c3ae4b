/**
 * A Hermitian positive operator A as conjugate gradients use it: in two half steps, so that an implementation need not store A p. All scalars
 * are given and come back one per block of the space.
 */
import type { Field } from '../lattice/lattice.ts';
import type { VectorSpace } from './vector-space.ts';

/** What eigenvalue routines and general solvers need. */
export interface LinearMap {
  readonly space: VectorSpace;
  /** out <- A x */
  apply(out: Field, x: Field): void;
}

export interface PositiveOperator extends LinearMap {
  /** <p, A p>; keeps of A p what `descend` needs. For A = D^+ D this is |D p|^2. */
  energy(p: Field): readonly number[];
  /** r <- r - alpha A p for the p of the last `energy`; returns |r|^2. */
  descend(r: Field, p: Field, alpha: readonly number[]): readonly number[];
}
