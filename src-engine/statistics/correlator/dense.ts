/**
 * Small dense matrices as rows: Cholesky factors, forward substitution, orthonormal columns.
 *
 *   A = L L^T, L lower triangular; L^-1 v by forward substitution; columns = Q R by Gram and Schmidt, carried out twice.
 *
 * Proved by test/unit/engine/statistics/correlator/dense.test.ts.
 */
export type Matrix = readonly Float64Array[];

export const zeros = (rows: number, columns = rows): Float64Array[] =>
  Array.from({ length: rows }, () => new Float64Array(columns));

export const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

/** The lower factor; undefined where a pivot is not above `tiny` times its diagonal element: A is singular to rounding. */
export function cholesky(a: Matrix, tiny = 1e-13): Float64Array[] | undefined {
  const n = a.length;
  const lower = zeros(n);
  for (let i = 0; i < n; i++) {
    const row = lower[i]!;
    for (let j = 0; j <= i; j++) {
      const other = lower[j]!;
      let rest = a[i]![j]!;
      for (let k = 0; k < j; k++) rest -= row[k]! * other[k]!;
      if (i > j) row[j] = rest / other[j]!;
      else if (!(rest > tiny * a[i]![i]!)) return undefined;
      else row[i] = Math.sqrt(rest);
    }
  }
  return lower;
}

/** L^-1 v. */
export function forwardSolve(lower: Matrix, v: Float64Array): Float64Array {
  const x = Float64Array.from(v);
  for (let i = 0; i < x.length; i++) {
    const row = lower[i]!;
    for (let k = 0; k < i; k++) x[i] = x[i]! - row[k]! * x[k]!;
    x[i] = x[i]! / row[i]!;
  }
  return x;
}

export interface Orthonormal {
  readonly q: readonly Float64Array[];
  /** r[j][k] for j <= k: column k = sum_j q_j r[j][k]. */
  readonly r: Matrix;
}

/** Undefined where a column depends on those before it to rounding. */
export function orthonormalise(columns: readonly Float64Array[]): Orthonormal | undefined {
  const q: Float64Array[] = [];
  const r = zeros(columns.length);
  for (const [k, column] of columns.entries()) {
    const rest = Float64Array.from(column);
    for (let pass = 0; pass < 2; pass++)
      for (const [j, unit] of q.entries()) {
        const part = dot(unit, rest);
        r[j]![k] = r[j]![k]! + part;
        for (let i = 0; i < rest.length; i++) rest[i] = rest[i]! - part * unit[i]!;
      }
    const length = Math.sqrt(dot(rest, rest));
    if (!(length > 1e-13 * Math.sqrt(dot(column, column))) || length === Number.POSITIVE_INFINITY)
      return undefined;
    r[k]![k] = length;
    q.push(rest.map((value) => value / length));
  }
  return { q, r };
}

/** x with R x = b, R upper triangular. */
export function backSolve(r: Matrix, b: readonly number[]): Float64Array {
  const x = Float64Array.from(b);
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) x[i] = x[i]! - r[i]![k]! * x[k]!;
    x[i] = x[i]! / r[i]![i]!;
  }
  return x;
}
