/**
 * Hermitian n x n matrices inside kernels, packed into n^2 reals: the diagonal, then (re, im) of the upper triangle row by row.
 * Inverse and determinant by A = L D L^+ with unit lower triangular L, without pivoting: for matrices near the identity, as clover terms are.
 * Test: test/unit/engine/dirac/clover/hermitian.test.ts.
 */
import { type Complex, cfma, cneg, cnorm2, conj, cscale, type Matrix, range } from '../../kernel/complex.ts';
import type { Site } from '../../kernel/graph.ts';
import type { Real, Tracer } from '../../kernel/tracer.ts';

/** The packed reals. */
export type Hermitian = readonly Real[];

/** Index of the real part of element (i, j), i < j. */
export const upperIndex = (n: number, i: number, j: number): number =>
  n + 2 * (i * n - (i * (i + 1)) / 2 + (j - i - 1));

export const loadHermitian = (k: Tracer, field: number, site: Site, offset: number, n: number): Hermitian =>
  range(n * n).map((i) => k.load(field, site, offset + i));

export const storeHermitian = (k: Tracer, field: number, offset: number, a: Hermitian): void =>
  a.forEach((x, i) => k.store(field, offset + i, x));

/** (A + A^+) / 2 of a square matrix. */
export const hermitianPart = (k: Tracer, a: Matrix): Hermitian => {
  const n = a.length;
  const half = k.constant(0.5);
  const out: Real[] = range(n).map((i) => a[i]![i]!.re);
  for (const i of range(n))
    for (let j = i + 1; j < n; j++)
      out.push(
        k.mul(half, k.add(a[i]![j]!.re, a[j]![i]!.re)),
        k.mul(half, k.sub(a[i]![j]!.im, a[j]![i]!.im)),
      );
  return out;
};

/** Element (i, j). */
export const elementOf = (k: Tracer, a: Hermitian, n: number, i: number, j: number): Complex => {
  if (i === j) return { re: a[i]!, im: k.constant(0) };
  const at = upperIndex(n, Math.min(i, j), Math.max(i, j));
  const element = { re: a[at]!, im: a[at + 1]! };
  return i < j ? element : conj(k, element);
};

export const hermitianMatrix = (k: Tracer, a: Hermitian, n: number): Matrix =>
  range(n).map((i) => range(n).map((j) => elementOf(k, a, n, i, j)));

export interface Inverse {
  readonly inverse: Hermitian;
  /** Product of the pivots. */
  readonly determinant: Real;
}

export const invertHermitian = (k: Tracer, a: Hermitian, n: number): Inverse => {
  const lower: Complex[][] = range(n).map(() => []);
  const pivots: Real[] = [];
  const reciprocals: Real[] = [];
  for (const j of range(n)) {
    const scaled = range(j).map((l) => conj(k, cscale(k, pivots[l]!, lower[j]![l]!)));
    let pivot = a[j]!;
    for (const l of range(j)) pivot = k.fma(k.neg(pivots[l]!), cnorm2(k, lower[j]![l]!), pivot);
    pivots.push(pivot);
    reciprocals.push(k.div(k.constant(1), pivot));
    for (let i = j + 1; i < n; i++) {
      let x = elementOf(k, a, n, i, j);
      for (const l of range(j)) x = cfma(k, cneg(k, lower[i]![l]!), scaled[l]!, x);
      lower[i]![j] = cscale(k, reciprocals[j]!, x);
    }
  }
  // m = L^-1, unit lower triangular
  const m: Complex[][] = range(n).map(() => []);
  for (const j of range(n)) {
    m[j]![j] = { re: k.constant(1), im: k.constant(0) };
    for (let i = j + 1; i < n; i++) {
      let x: Complex | undefined;
      for (let l = j; l < i; l++) x = cfma(k, cneg(k, lower[i]![l]!), m[l]![j]!, x);
      m[i]![j] = x!;
    }
  }
  const inverse: Real[] = range(n).map((i) => {
    let sum: Real | undefined;
    for (let l = i; l < n; l++) sum = k.fma(reciprocals[l]!, cnorm2(k, m[l]![i]!), sum);
    return sum!;
  });
  for (const i of range(n))
    for (let j = i + 1; j < n; j++) {
      let sum: Complex | undefined;
      for (let l = j; l < n; l++)
        sum = cfma(k, conj(k, cscale(k, reciprocals[l]!, m[l]![i]!)), m[l]![j]!, sum);
      inverse.push(sum!.re, sum!.im);
    }
  return { inverse, determinant: pivots.reduce((p, x) => k.mul(p, x)) };
};
