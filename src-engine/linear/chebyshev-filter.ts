/**
 * A polynomial of A that is large on its lowest eigenvalues: p(l) = T_n(y(l)) / T_n(y(0)), y(l) = (cut + upper - 2 l) / (upper - cut).
 * |p| <= 1 / T_n(y(0)) on [cut, upper], and p falls from 1 to that on [0, cut] (Y. Saad, Numerical Methods for Large Eigenvalue Problems, 7.4).
 * Test: test/unit/engine/linear/lanczos.test.ts.
 */
import { cscale } from '../kernel/complex.ts';
import type { Field } from '../lattice/lattice.ts';
import type { LinearMap } from './positive-operator.ts';
import { cmadd } from './vector-space.ts';

export interface FilterRange {
  readonly cut: number;
  readonly upper: number;
  readonly degree: number;
}

/** p at one number. */
export const filterValue = ({ cut, upper, degree }: FilterRange, l: number): number => {
  const at = (x: number): number => {
    const y = (cut + upper - 2 * x) / (upper - cut);
    return Math.abs(y) <= 1
      ? Math.cos(degree * Math.acos(y))
      : Math.sign(y) ** degree * Math.cosh(degree * Math.acosh(Math.abs(y)));
  };
  return at(l) / at(0);
};

/** out <- p(A) x. `spare` are two vectors of A's space. */
export const applyFilter = (
  a: LinearMap,
  filter: FilterRange,
  out: Field,
  x: Field,
  spare: readonly [Field, Field],
): void => {
  const { cut, upper, degree } = filter;
  const { space } = a;
  // with t_k = T_k(y(A)) x / T_k(y(0)): t_{k+1} = 2 g_k y t_k - g_k g_{k-1} t_{k-1}, g_k = T_k(y(0)) / T_{k+1}(y(0))
  const top = (cut + upper) / (upper - cut);
  let g = 1 / top;
  let [before, now] = [spare[0], out];
  const product = spare[1];
  a.apply(product, x);
  const step = (name: string, weights: readonly number[], old: Field, t: Field): void =>
    space.sweep(
      `chebyshev ${name}`,
      [old, t, product],
      weights.map((w) => [w]),
      (k, [vo, vt, vp], [s, u, v]) => {
        const sum = cmadd(k, s!, vt!, cscale(k, u!, vp!));
        return [name === 'first' ? sum : cmadd(k, v!, vo!, sum)];
      },
    );
  step('first', [1, (-2 * g) / (upper - cut)], now, x);
  space.copy(x, before);
  for (let k = 1; k < degree; k++) {
    const next = 1 / (2 * top - g);
    a.apply(product, now);
    step('next', [2 * next * top, (-4 * next) / (upper - cut), -next * g], before, now);
    [before, now] = [now, before];
    g = next;
  }
  if (now !== out) space.copy(now, out);
};
