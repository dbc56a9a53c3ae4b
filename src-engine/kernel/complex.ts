/**
 * Complex numbers and small square matrices over a tracer: how kernels are written.
 * A matrix is an array of rows. Products are accumulated in fused chains, row by row, which is the schedule that compiles best.
 */
import type { Site } from './graph.ts';
import type { Real, Tracer } from './tracer.ts';

export interface Complex {
  readonly re: Real;
  readonly im: Real;
}
export type Matrix = readonly (readonly Complex[])[];

export const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

export const complex = (k: Tracer, re: number, im = 0): Complex => ({
  re: k.constant(re),
  im: k.constant(im),
});
export const conj = (k: Tracer, a: Complex): Complex => ({ re: a.re, im: k.neg(a.im) });
export const cneg = (k: Tracer, a: Complex): Complex => ({ re: k.neg(a.re), im: k.neg(a.im) });
export const cadd = (k: Tracer, a: Complex, b: Complex): Complex => ({
  re: k.add(a.re, b.re),
  im: k.add(a.im, b.im),
});
export const csub = (k: Tracer, a: Complex, b: Complex): Complex => ({
  re: k.sub(a.re, b.re),
  im: k.sub(a.im, b.im),
});
export const cscale = (k: Tracer, s: Real, a: Complex): Complex => ({
  re: k.mul(s, a.re),
  im: k.mul(s, a.im),
});
/** a b + c; a missing c is zero. */
export const cfma = (k: Tracer, a: Complex, b: Complex, c?: Complex): Complex => {
  const re = k.fma(a.re, b.re, c?.re);
  const im = k.fma(a.re, b.im, c?.im);
  return { re: k.fma(k.neg(a.im), b.im, re), im: k.fma(a.im, b.re, im) };
};
export const cmul = (k: Tracer, a: Complex, b: Complex): Complex => cfma(k, a, b);
/** |a|^2 */
export const cnorm2 = (k: Tracer, a: Complex): Real => k.fma(a.re, a.re, k.mul(a.im, a.im));

export const identity = (k: Tracer, n: number): Matrix =>
  range(n).map((i) => range(n).map((j) => complex(k, i === j ? 1 : 0)));
export const adjoint = (k: Tracer, a: Matrix): Matrix => a.map((_, i) => a.map((row) => conj(k, row[i]!)));
export const mapMatrix = (a: Matrix, f: (x: Complex) => Complex): Matrix => a.map((row) => row.map(f));
export const madd = (k: Tracer, a: Matrix, b: Matrix): Matrix =>
  a.map((row, i) => row.map((x, j) => cadd(k, x, b[i]![j]!)));
export const msub = (k: Tracer, a: Matrix, b: Matrix): Matrix =>
  a.map((row, i) => row.map((x, j) => csub(k, x, b[i]![j]!)));
export const mscale = (k: Tracer, s: Real, a: Matrix): Matrix => mapMatrix(a, (x) => cscale(k, s, x));
/** s a + b */
export const mscaleAdd = (k: Tracer, s: Real, a: Matrix, b: Matrix): Matrix =>
  a.map((row, i) =>
    row.map((x, j) => ({ re: k.fma(s, x.re, b[i]![j]!.re), im: k.fma(s, x.im, b[i]![j]!.im) })),
  );

/** a b, plus c where given. */
export const mmul = (k: Tracer, a: Matrix, b: Matrix, c?: Matrix): Matrix =>
  a.map((row, i) =>
    b[0]!.map((_, j) => {
      let sum = c === undefined ? undefined : c[i]![j];
      row.forEach((x, l) => {
        sum = cfma(k, x, b[l]![j]!, sum);
      });
      return sum!;
    }),
  );

export const trace = (k: Tracer, a: Matrix): Complex =>
  a.map((row, i) => row[i]!).reduce((s, x) => cadd(k, s, x));

/** Re tr(a b^dagger): the scalar product of two matrices. */
export const realTraceMulAdjoint = (k: Tracer, a: Matrix, b: Matrix): Real => {
  let sum: Real | undefined;
  a.forEach((row, i) => {
    row.forEach((x, j) => {
      sum = k.fma(x.re, b[i]![j]!.re, sum);
      sum = k.fma(x.im, b[i]![j]!.im, sum);
    });
  });
  return sum!;
};

/** An n x n complex matrix stored at `offset` of a field, in the frame of `site`. */
export const loadMatrix = (k: Tracer, field: number, site: Site, offset: number, n: number): Matrix =>
  range(n).map((i) =>
    range(n).map((j) => ({
      re: k.load(field, site, offset + (i * n + j) * 2),
      im: k.load(field, site, offset + (i * n + j) * 2 + 1),
    })),
  );

export const storeMatrix = (k: Tracer, field: number, offset: number, a: Matrix): void => {
  const n = a.length;
  a.forEach((row, i) => {
    row.forEach((x, j) => {
      k.store(field, offset + (i * n + j) * 2, x.re);
      k.store(field, offset + (i * n + j) * 2 + 1, x.im);
    });
  });
};

/** The same matrix in the frame of `to`: one test for all of it. */
export const moveMatrix = (k: Tracer, a: Matrix, to: Site): Matrix => {
  const moved = k.move(
    a.flatMap((row) => row.flatMap((x) => [x.re, x.im])),
    to,
  );
  const n = a[0]!.length;
  return a.map((row, i) =>
    row.map((_, j) => ({ re: moved[(i * n + j) * 2]!, im: moved[(i * n + j) * 2 + 1]! })),
  );
};
