/**
 * Eigenvalues and eigenvectors of a normal matrix, inside kernels: A = V diag(lambda) V^dagger by a fixed number of sweeps of Jacobi rotations. A rotation in the
 * plane (p, q) diagonalises the sum of the 2 x 2 blocks of the Hermitian and the anti-Hermitian part, with the sign with which they agree: near the end the
 * off-diagonal elements of the two are proportional to the differences of their diagonal elements, so one rotation serves both and convergence is quadratic
 * (H. Goldstine, L. Horwitz, J. ACM 6 (1959) 176). V is unitary and eigenvalues are right to rounding whether or not some of them coincide, unlike roots of the
 * characteristic polynomial. Proved by test/unit/engine/learn/flow/gauge/spectral/diagonalise.test.ts.
 */
import {
  type Complex,
  cadd,
  cfma,
  cneg,
  conj,
  cscale,
  csub,
  identity,
  type Matrix,
} from '../../../../kernel/complex.ts';
import type { Real, Tracer } from '../../../../kernel/tracer.ts';

export interface Eigensystem {
  readonly values: readonly Complex[];
  /** Eigenvectors are the columns. */
  readonly vectors: Matrix;
}

/** One rotation is exact for N = 2. */
const sweepsOf = (n: number, precision: 'f32' | 'f64'): number => (n === 2 ? 1 : precision === 'f64' ? 5 : 4);
const TINY = { f64: 1e-150, f32: 1e-18 } as const;

interface Rotation {
  readonly c: Real;
  readonly s: Complex;
}

/** The Hermitian matrix [[d, z], [conj z, -d]] is diagonal after the rotation (c, -s; conj s, c), by at most an eighth of a turn. */
const rotationOf = (k: Tracer, d: Real, z: Complex): Rotation => {
  const negative = k.lt(d, k.constant(0));
  const flip = (x: Real): Real => k.select(negative, k.neg(x), x);
  const size = k.add(k.abs(d), k.constant(TINY[k.precision]));
  const radius = k.sqrt(k.fma(size, size, k.fma(z.re, z.re, k.mul(z.im, z.im))));
  const c = k.sqrt(k.div(k.mul(k.constant(0.5), k.add(radius, size)), radius));
  const scale = k.div(k.constant(0.5), k.mul(radius, c));
  return { c, s: cscale(k, scale, { re: flip(z.re), im: flip(z.im) }) };
};

/** Columns p and q become c p + conj(s) q and c q - s p. */
const rotateColumns = (k: Tracer, m: Complex[][], p: number, q: number, { c, s }: Rotation): void => {
  for (const row of m) {
    const [x, y] = [row[p]!, row[q]!];
    row[p] = cfma(k, conj(k, s), y, cscale(k, c, x));
    row[q] = cfma(k, cneg(k, s), x, cscale(k, c, y));
  }
};
const rotateRows = (k: Tracer, m: Complex[][], p: number, q: number, { c, s }: Rotation): void => {
  const [above, below] = [m[p]!, m[q]!];
  m[p] = above.map((x, j) => cfma(k, s, below[j]!, cscale(k, c, x)));
  m[q] = below.map((y, j) => cfma(k, cneg(k, conj(k, s)), above[j]!, cscale(k, c, y)));
};

export const diagonalise = (k: Tracer, matrix: Matrix): Eigensystem => {
  const n = matrix.length;
  const a = matrix.map((row) => row.slice());
  const v = identity(k, n).map((row) => row.slice());
  for (let sweep = sweepsOf(n, k.precision); sweep > 0; sweep--) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const diagonal = csub(k, a[p]![p]!, a[q]![q]!);
        const [upper, lower] = [a[p]![q]!, conj(k, a[q]![p]!)];
        // twice the off-diagonal element of the Hermitian part, and of the anti-Hermitian one over i
        const hermitian = cadd(k, upper, lower);
        const difference = csub(k, upper, lower);
        const other = { re: difference.im, im: k.neg(difference.re) };
        const overlap = k.fma(
          diagonal.re,
          diagonal.im,
          k.fma(hermitian.re, other.re, k.mul(hermitian.im, other.im)),
        );
        const opposed = k.lt(overlap, k.constant(0));
        const agree = (x: Real, y: Real): Real => k.add(x, k.select(opposed, k.neg(y), y));
        const rotation = rotationOf(k, agree(diagonal.re, diagonal.im), {
          re: agree(hermitian.re, other.re),
          im: agree(hermitian.im, other.im),
        });
        rotateColumns(k, a, p, q, rotation);
        rotateRows(k, a, p, q, rotation);
        rotateColumns(k, v, p, q, rotation);
      }
    }
  }
  return { values: a.map((row, i) => row[i]!), vectors: v };
};
