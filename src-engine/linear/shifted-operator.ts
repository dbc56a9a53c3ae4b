/** A + sigma from A: one sweep more in each (half) step. Test: test/unit/engine/linear/conjugate-gradient.test.ts. */
import type { Field } from '../lattice/lattice.ts';
import type { LinearMap, PositiveOperator } from './positive-operator.ts';
import { cmadd } from './vector-space.ts';

/** A itself where sigma = 0. */
export const shiftedMap = (a: LinearMap, sigma: number): LinearMap => {
  if (sigma === 0) return a;
  const { space } = a;
  return {
    space,
    apply(out: Field, x: Field) {
      a.apply(out, x);
      space.addScaled(new Array<number>(space.blocks).fill(sigma), x, out);
    },
  };
};

/** The same with the two halves of a step; A itself where sigma = 0. */
export const shifted = (a: PositiveOperator, sigma: number): PositiveOperator => {
  if (sigma === 0) return a;
  const { space } = a;
  return {
    space,
    energy(p) {
      const norm = space.norm2(p);
      return a.energy(p).map((e, b) => e + sigma * norm[b]!);
    },
    descend(r, p, alpha) {
      a.descend(r, p, alpha);
      const steps = alpha.map((s) => -s * sigma);
      const sums = space.sums(
        'descend along p',
        [r, p],
        [steps],
        (k, [v, w], [s], add) => {
          const out = cmadd(k, s!, w!, v!);
          add(0, out.re, out.re);
          add(0, out.im, out.im);
          return [out];
        },
        1,
      );
      return sums.map(([n]) => n!);
    },
    apply: shiftedMap(a, sigma).apply,
  };
};
