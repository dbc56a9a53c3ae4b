/** Functions of dense Hermitian matrices by all their eigenvalues: those of the real symmetric (Re, -Im; Im, Re), where each comes twice. */
import { range } from '../../src-engine/kernel/complex.ts';
import { symmetricEigen } from '../../src-engine/linear/symmetric-eigen.ts';
import type { DenseMatrix } from './dense.ts';

export interface HermitianFunctions {
  /** Rising. */
  readonly eigenvalues: readonly number[];
  /** f(A) x, complex numbers as (re, im). */
  apply(f: (eigenvalue: number) => number, x: ArrayLike<number>): Float64Array;
}

export const hermitianFunctions = ({ n, re, im }: DenseMatrix): HermitianFunctions => {
  const { values, vectors } = symmetricEigen(
    range(2 * n).map((row) =>
      Float64Array.from(range(2 * n), (column) => {
        const at = (row % n) * n + (column % n);
        if (row < n === column < n) return re[at]!;
        return row < n ? -im[at]! : im[at]!;
      }),
    ),
  );
  return {
    eigenvalues: values.filter((_, i) => i % 2 === 0),
    apply: (f, x) => {
      const out = new Float64Array(2 * n);
      vectors.forEach((v, i) => {
        let overlap = 0;
        for (let j = 0; j < n; j++) overlap += v[j]! * x[2 * j]! + v[n + j]! * x[2 * j + 1]!;
        const weight = overlap * f(values[i]!);
        for (let j = 0; j < n; j++) {
          out[2 * j]! += weight * v[j]!;
          out[2 * j + 1]! += weight * v[n + j]!;
        }
      });
      return out;
    },
  };
};
