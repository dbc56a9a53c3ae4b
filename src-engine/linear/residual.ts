/** Relative residuals |b - A x| / |b|, one per block and the worst of them. */
import type { Field } from '../lattice/lattice.ts';
import type { LinearMap } from './positive-operator.ts';

/** r <- b - A x; returns |r|^2 of each block. A vector of zeros costs no application of A. */
export const trueResidual = (a: LinearMap, b: Field, x: Field, r: Field): number[] => {
  const { space } = a;
  if (space.norm2(x).every((n) => n === 0)) {
    space.copy(b, r);
    return space.norm2(b);
  }
  a.apply(r, x);
  return space.difference(b, r);
};

/** The largest relative residual, from squares; NaN if one is not a number. Blocks with b = 0 have x = 0 and none. */
export const worst = (r2: readonly number[], b2: readonly number[]): number =>
  r2.reduce((w, n, i) => (b2[i] === 0 ? w : Math.max(w, Math.sqrt(n / b2[i]!))), 0);
