/**
 * Puts a matrix that left the group by rounding back on it: the first rows orthonormalised in their order (Gram and Schmidt), the last
 * row of SU(N) from the first ones by unitarity and det U = 1. U(1): divided by its modulus. SU(2): the first row alone counts.
 * `deviations` measures the distance: max |U U^dagger - 1| and max |det U - 1|.
 * Test: test/unit/engine/group/reunitarise.test.ts; test/golden/normalize-su3.test.ts (another code's results).
 */
import {
  type Complex,
  cfma,
  cneg,
  cnorm2,
  complex,
  conj,
  cscale,
  csub,
  type Matrix,
  range,
} from '../kernel/complex.ts';
import type { Real, Tracer } from '../kernel/tracer.ts';
import type { Group } from './group.ts';
import { determinant, minors } from './minors.ts';

type Row = readonly Complex[];

/** <a, b> = sum_j conj(a_j) b_j */
const scalarProduct = (k: Tracer, a: Row, b: Row): Complex => {
  let sum: Complex | undefined;
  a.forEach((x, j) => {
    sum = cfma(k, conj(k, x), b[j]!, sum);
  });
  return sum!;
};

const normaliseRow = (k: Tracer, row: Row): Complex[] => {
  const norm2 = row.map((x) => cnorm2(k, x)).reduce((s, x) => k.add(s, x));
  const inverse = k.div(k.constant(1), k.sqrt(norm2));
  return row.map((x) => cscale(k, inverse, x));
};

/** The row that completes N - 1 orthonormal rows to a matrix of determinant one: its conjugate cofactors. */
const lastRow = (k: Tracer, rows: readonly Row[]): Complex[] => {
  const n = rows.length + 1;
  const all = 2 ** n - 1;
  const known = minors(k, rows);
  return range(n).map((j) => {
    const minor = conj(k, known.get(all & ~(1 << j))!);
    return (n - 1 + j) % 2 === 0 ? minor : cneg(k, minor);
  });
};

/** The element of the group that `m` is close to. Of SU(N) the last row of `m` is not read. */
export const reunitarise = (k: Tracer, m: Matrix, group: Group): Matrix => {
  const free = group.special ? m.slice(0, -1) : m;
  const rows: Complex[][] = [];
  for (const row of free) {
    let rest: readonly Complex[] = row;
    for (const done of rows) {
      const overlap = cneg(k, scalarProduct(k, done, rest));
      rest = rest.map((x, j) => cfma(k, overlap, done[j]!, x));
    }
    rows.push(normaliseRow(k, rest));
  }
  return group.special ? [...rows, lastRow(k, rows)] : rows;
};

/** Largest |(U U^dagger - 1)_ij|^2, and |det U - 1|^2 (U(1): zero). */
export const deviations = (
  k: Tracer,
  u: Matrix,
  group: Group,
): { readonly unitarity2: Real; readonly determinant2: Real } => {
  let unitarity2: Real | undefined;
  u.forEach((row, i) => {
    for (let j = i; j < u.length; j++) {
      const product = scalarProduct(k, u[j]!, row);
      const size = cnorm2(k, i === j ? csub(k, product, complex(k, 1)) : product);
      unitarity2 = unitarity2 === undefined ? size : k.max(unitarity2, size);
    }
  });
  const determinant2 = group.special ? cnorm2(k, csub(k, determinant(k, u), complex(k, 1))) : k.constant(0);
  return { unitarity2: unitarity2!, determinant2 };
};
