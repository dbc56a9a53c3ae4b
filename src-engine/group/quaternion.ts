/**
 * Elements g0 + i g.sigma of SU(2) inside kernels, and their action on rows p and q of an N x N matrix: the subgroups of
 * N. Cabibbo and E. Marinari, Phys. Lett. B119 (1982) 387. As a matrix: ((g0 + i g3, g2 + i g1), (-g2 + i g1, g0 - i g3)).
 * Test: test/unit/engine/group/quaternion.test.ts.
 */
import { type Complex, type Matrix, range } from '../kernel/complex.ts';
import type { Real, Tracer } from '../kernel/tracer.ts';

export type Quaternion = readonly [Real, Real, Real, Real];
/** Rows p < q of a matrix. */
export type Subgroup = readonly [number, number];

/** All N(N-1)/2 pairs of rows, in the order every update visits them. */
export const subgroupsOf = (colours: number): Subgroup[] =>
  range(colours).flatMap((p) => range(colours - 1 - p).map((i): Subgroup => [p, p + 1 + i]));

/** v with Re tr(g X) = g0 v0 - g.v for every g that acts on rows p and q alone (tr over those rows). */
export const project = (k: Tracer, x: Matrix, [p, q]: Subgroup): Quaternion => {
  const [a, b, c, d] = [x[p]![p]!, x[p]![q]!, x[q]![p]!, x[q]![q]!];
  return [k.add(a.re, d.re), k.add(b.im, c.im), k.sub(b.re, c.re), k.sub(a.im, d.im)];
};

/** Far below every staple that matters, and its square is a normal number. */
const TINY = 1e-150;

/** |v| and v/|v|; v = 0 counts as a tiny multiple of one. */
export const normalised = (k: Tracer, v: Quaternion): { readonly norm: Real; readonly unit: Quaternion } => {
  const first = k.add(v[0], k.constant(TINY));
  const norm2 = k.fma(first, first, k.fma(v[1], v[1], k.fma(v[2], v[2], k.mul(v[3], v[3]))));
  const norm = k.sqrt(norm2);
  const inverse = k.div(k.constant(1), norm);
  return {
    norm,
    unit: [k.mul(first, inverse), k.mul(v[1], inverse), k.mul(v[2], inverse), k.mul(v[3], inverse)],
  };
};

/** a b^dagger */
export const timesAdjoint = (k: Tracer, a: Quaternion, b: Quaternion): Quaternion => {
  const [a0, a1, a2, a3] = a;
  const [b0, b1, b2, b3] = b;
  const sum = (w: Real, x: Real, y: Real, z: Real, u: Real, v: Real, s: Real, t: Real): Real =>
    k.fma(w, x, k.fma(y, z, k.fma(u, v, k.mul(s, t))));
  const n = (x: Real): Real => k.neg(x);
  return [
    sum(a0, b0, a1, b1, a2, b2, a3, b3),
    sum(a1, b0, n(a0), b1, a2, b3, n(a3), b2),
    sum(a2, b0, n(a0), b2, a3, b1, n(a1), b3),
    sum(a3, b0, n(a0), b3, a1, b2, n(a2), b1),
  ];
};

/** g m, where g acts on rows p and q. */
export const rotateRows = (k: Tracer, m: Matrix, [p, q]: Subgroup, g: Quaternion): Matrix => {
  const [g0, g1, g2, g3] = g;
  const n = k.neg(g2);
  const m3 = k.neg(g3);
  const row = (own: readonly Complex[], other: readonly Complex[], s2: Real, s3: Real): Complex[] =>
    own.map((x, j) => {
      const y = other[j]!;
      return {
        re: k.fma(g0, x.re, k.fma(k.neg(s3), x.im, k.fma(s2, y.re, k.mul(k.neg(g1), y.im)))),
        im: k.fma(g0, x.im, k.fma(s3, x.re, k.fma(s2, y.im, k.mul(g1, y.re)))),
      };
    });
  return m.map((r, i) => {
    if (i === p) return row(r, m[q]!, g2, g3);
    if (i === q) return row(r, m[p]!, n, m3);
    return r;
  });
};
