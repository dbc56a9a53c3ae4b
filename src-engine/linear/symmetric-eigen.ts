/**
 * All eigenvalues and eigenvectors of a small real symmetric matrix on the host: Householder reflections to tridiagonal form, then implicit
 * QR steps with Wilkinson's shift (G. Golub, C. Van Loan, Matrix Computations, 8.3). Test: test/unit/engine/linear/symmetric-eigen.test.ts.
 */
import { range } from '../kernel/complex.ts';

export interface SymmetricEigen {
  /** Rising. */
  readonly values: readonly number[];
  /** Orthonormal, one row for each value. */
  readonly vectors: readonly Float64Array[];
}

/** `matrix` by rows, which are left alone; of an n x n matrix all n pairs. */
export const symmetricEigen = (matrix: readonly ArrayLike<number>[]): SymmetricEigen => {
  const { diagonal, next, rows } = tridiagonalise(matrix);
  diagonalise(diagonal, next, rows);
  const order = range(diagonal.length).sort((i, j) => diagonal[i]! - diagonal[j]!);
  return { values: order.map((i) => diagonal[i]!), vectors: order.map((i) => rows[i]!) };
};

interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** Beside the diagonal: next[i] between i and i + 1. */
  readonly next: Float64Array;
  /** Rows q_i of the basis in which the matrix has this form. */
  readonly rows: Float64Array[];
}

const dot = (x: ArrayLike<number>, y: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
};

/** a <- a - s x y^T */
const subtractOuter = (a: readonly Float64Array[], s: number, x: Float64Array, y: Float64Array): void => {
  for (let i = 0; i < a.length; i++) {
    const f = s * x[i]!;
    if (f === 0) continue;
    const row = a[i]!;
    for (let j = 0; j < row.length; j++) row[j]! -= f * y[j]!;
  }
};

const tridiagonalise = (matrix: readonly ArrayLike<number>[]): Tridiagonal => {
  const n = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const rows = range(n).map((i) => Float64Array.from(range(n), (j) => (i === j ? 1 : 0)));
  for (let k = 0; k + 2 < n; k++) {
    // v reflects the column below the diagonal onto its first entry
    const v = a[k]!.map((x, i) => (i > k ? x : 0));
    const below = v.subarray(k + 2);
    if (dot(below, below) === 0) continue;
    v[k + 1]! += (v[k + 1]! < 0 ? -1 : 1) * Math.sqrt(dot(v, v));
    const scale = 2 / dot(v, v);
    const p = Float64Array.from(a, (row) => scale * dot(row, v));
    const half = (scale * dot(v, p)) / 2;
    const q = p.map((x, i) => x - half * v[i]!);
    subtractOuter(a, 1, v, q);
    subtractOuter(a, 1, q, v);
    const onto = new Float64Array(n);
    for (let i = 0; i < n; i++) if (v[i] !== 0) for (let j = 0; j < n; j++) onto[j]! += v[i]! * rows[i]![j]!;
    subtractOuter(rows, scale, v, onto);
  }
  return {
    diagonal: Float64Array.from(a, (row, i) => row[i]!),
    next: Float64Array.from(range(Math.max(0, n - 1)), (i) => a[i]![i + 1]!),
    rows,
  };
};

const diagonalise = (d: Float64Array, e: Float64Array, rows: readonly Float64Array[]): void => {
  let last = d.length - 1;
  while (last > 0) {
    for (let i = 0; i < last; i++)
      if (Math.abs(e[i]!) <= Number.EPSILON * (Math.abs(d[i]!) + Math.abs(d[i + 1]!))) e[i] = 0;
    if (e[last - 1] === 0 || Number.isNaN(e[last - 1]!)) {
      last--;
      continue;
    }
    let first = last - 1;
    while (first > 0 && e[first - 1] !== 0) first--;
    qrStep(d, e, rows, first, last);
  }
};

/** One implicit QR step on the unreduced piece first..last: a bulge is made by the shift and chased out. */
const qrStep = (
  d: Float64Array,
  e: Float64Array,
  rows: readonly Float64Array[],
  first: number,
  last: number,
): void => {
  const gap = (d[last - 1]! - d[last]!) / 2;
  const side = e[last - 1]!;
  const shift = d[last]! - side ** 2 / (gap + (gap < 0 ? -1 : 1) * Math.hypot(gap, side));
  let x = d[first]! - shift;
  let z = e[first]!;
  for (let k = first; k < last; k++) {
    const r = Math.hypot(x, z);
    const [c, s] = r === 0 ? [1, 0] : [x / r, z / r];
    if (k > first) e[k - 1] = r;
    const [a, b, g] = [d[k]!, e[k]!, d[k + 1]!];
    d[k] = c * c * a + 2 * c * s * b + s * s * g;
    d[k + 1] = s * s * a - 2 * c * s * b + c * c * g;
    e[k] = (c * c - s * s) * b + c * s * (g - a);
    if (k + 1 < last) {
      x = e[k]!;
      z = s * e[k + 1]!;
      e[k + 1]! *= c;
    }
    rotate(rows[k]!, rows[k + 1]!, c, s);
  }
};

const rotate = (u: Float64Array, v: Float64Array, c: number, s: number): void => {
  for (let i = 0; i < u.length; i++) {
    const [a, b] = [u[i]!, v[i]!];
    u[i] = c * a + s * b;
    v[i] = c * b - s * a;
  }
};
