/**
 * Matrices a + b T on the slices of the fifth dimension, T = P_- delta_{s+1} + P_+ delta_{s-1} with -m on the wrap, and their inverses.
 *
 * On one chirality T is a cyclic shift t with t^L = -m, L = number of slices, so with r = -b/a
 *   (a + b t)^-1 = sum_{k < L} (r t)^k / (a (1 + m r^L)):
 * the first slice by Horner's rule, y_0 = sum_k r^k x_k / (a (1 + m r^L)), the others by y_s = x_s / a + r y_{s+1}, y_L = -m y_0.
 * The adjoint shifts the other way. Everything is real. Test: test/unit/engine/dirac/domain-wall.test.ts.
 */
import { invariant } from '../../base/invariant.ts';
import { type Complex, range } from '../../kernel/complex.ts';
import type { Real, Tracer } from '../../kernel/tracer.ts';
import { gammaBasis } from '../gamma.ts';
import type { InvertibleSiteMatrix, SitePart, SiteVector } from '../wilson/site-part.ts';

/** The numbers a, b, m of a + b T, and L. */
export interface SliceShift {
  readonly a: number;
  readonly b: number;
  readonly wrap: number;
  readonly slices: number;
}

/** One component of all slices, in the order in which a shift is to the next one. */
type Column = readonly Complex[];
type OnColumn = (k: Tracer, x: Column, params: readonly Real[]) => Column;

const times = (k: Tracer, a: Real, x: Complex): Complex => ({ re: k.mul(a, x.re), im: k.mul(a, x.im) });
const timesAdd = (k: Tracer, a: Real, x: Complex, y: Complex): Complex => ({
  re: k.fma(a, x.re, y.re),
  im: k.fma(a, x.im, y.im),
});

/** y_s = a x_s + b x_{s+1}, x_L = -m x_0. Parameters a, b, -b m. */
const shiftColumn: OnColumn = (k, x, [a, b, back]) =>
  x.map((z, s) => timesAdd(k, s + 1 < x.length ? b! : back!, x[(s + 1) % x.length]!, times(k, a!, z)));

/** Parameters 1/a, r, -r m, 1/(a (1 + m r^L)). */
const solveColumn: OnColumn = (k, x, [inverse, r, back, first]) => {
  const last = x.length - 1;
  const horner = x.reduceRight((sum, z, s) => (s === last ? z : timesAdd(k, r!, sum, z)), x[last]!);
  const y = new Array<Complex>(x.length);
  y[0] = times(k, first!, horner);
  for (let s = last; s > 0; s--)
    y[s] = timesAdd(k, s === last ? back! : r!, y[(s + 1) % x.length]!, times(k, inverse!, x[s]!));
  return y;
};

const slicePart = (
  name: string,
  onColumn: OnColumn,
  params: readonly number[],
  adjoint: boolean,
): SitePart => ({
  key: `${name}${adjoint ? ' adjoint' : ''}`,
  fields: [],
  params,
  declare: (k) => {
    const numbers = params.map(() => k.param());
    const { chirality } = gammaBasis(k.dimensions);
    return (x: SiteVector): SiteVector => {
      const slices = x.length;
      // columns[spin][colour][slice]
      const columns = x[0]!.map((v, spin) => {
        const up = chirality[spin]! < 0 !== adjoint;
        const at = (s: number): number => (up ? s : slices - 1 - s);
        return v.map((_, c) => {
          const y = onColumn(
            k,
            range(slices).map((s) => x[at(s)]![spin]![c]!),
            numbers,
          );
          return range(slices).map((s) => y[at(s)]!);
        });
      });
      return range(slices).map((s) => columns.map((v) => v.map((column) => column[s]!)));
    };
  },
});

/** a + b T with what the frame needs of it. */
export const sliceMatrix = ({ a, b, wrap: m, slices }: SliceShift): InvertibleSiteMatrix => {
  const r = -b / a;
  const scale = a * (1 + m * r ** slices);
  invariant(Number.isFinite(1 / scale), `a singular matrix on slices: ${a} + ${b} T, m = ${m}`);
  const shift = [a, b, -b * m];
  const solve = [1 / a, r, -r * m, 1 / scale];
  return {
    matrix: slicePart('slice shift', shiftColumn, shift, false),
    adjoint: slicePart('slice shift', shiftColumn, shift, true),
    inverse: slicePart('slice solve', solveColumn, solve, false),
    inverseAdjoint: slicePart('slice solve', solveColumn, solve, true),
  };
};
