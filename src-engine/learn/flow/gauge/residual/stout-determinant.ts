/**
 * log |det| of one stout step of one link, U' = exp(Z) U with Z = TA(M), M = C U^dagger and C fixed, with respect to Haar measure, inside kernels. For U -> exp(X) U
 * the change of M is -M X, and U'^dagger-coordinates of the image are X + E^dagger dE, E = exp(Z), dE its derivative along V = -TA(M X).
 *   U(1): 1 - Re M.
 *   SU(2): with M = m0 + i m.sigma the map commutes with rotations around m: (1 - m0) (cos |m| - m0 sin |m| / |m|)^2.
 *   SU(3): the 8 x 8 determinant. E = p0 + p1 Z + p2 Z^2 with coefficients that are series in t = -tr Z^2 / 2 and d = -i det Z (Cayley and Hamilton), so
 *     dE = p1 V + p2 (Z V + V Z) + (dp/dt) (-tr Z V) + (dp/dd) Im tr Z^2 V.
 * Elimination needs no pivots where the step is a contraction: there the symmetric part of the matrix is positive (residual.ts).
 * R. Abbott et al., arXiv:2305.02402. Proved by test/unit/engine/learn/flow/gauge/residual/stout-determinant.test.ts.
 */
import { algebraMatrix, tracelessAntiHermitian } from '../../../../group/algebra.ts';
import { waves } from '../../../../group/exponential.ts';
import type { Group } from '../../../../group/group.ts';
import {
  adjoint,
  type Complex,
  cfma,
  complex,
  type Matrix,
  madd,
  mmul,
  mscale,
  mscaleAdd,
  range,
  trace,
} from '../../../../kernel/complex.ts';
import { log } from '../../../../kernel/math.ts';
import type { Real, Tracer } from '../../../../kernel/tracer.ts';

/** |Z| < 1: 1/20! is rounding. */
const TERMS = { f64: 20, f32: 12 } as const;

/** p0, p1, p2 and their derivatives by t and by d. */
interface Coefficients {
  readonly p: readonly Complex[];
  readonly byT: readonly Complex[];
  readonly byD: readonly Complex[];
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/** (p0, p1, p2) <- (1/n! + i d p2, p0 - t p2, p1) from the last term of the exponential series to the first, and what it is differentiated. */
const coefficients = (k: Tracer, t: Real, d: Real): Coefficients => {
  const last = TERMS[k.precision];
  const zero = complex(k, 0);
  /** i x y + c */
  const turned = (x: Real, y: Complex, c: Complex): Complex => ({
    re: k.fma(k.neg(x), y.im, c.re),
    im: k.fma(x, y.re, c.im),
  });
  const less = (x: Real, y: Complex, c: Complex): Complex => ({
    re: k.fma(k.neg(x), y.re, c.re),
    im: k.fma(k.neg(x), y.im, c.im),
  });
  const one = k.constant(1);
  let p: readonly Complex[] = [complex(k, 1 / factorial(last)), zero, zero];
  let byT: readonly Complex[] = [zero, zero, zero];
  let byD: readonly Complex[] = [zero, zero, zero];
  for (let n = last - 1; n >= 0; n--) {
    const [p0, p1, p2] = p as [Complex, Complex, Complex];
    const [t0, t1, t2] = byT as [Complex, Complex, Complex];
    const [d0, d1, d2] = byD as [Complex, Complex, Complex];
    byT = [turned(d, t2, zero), less(t, t2, less(one, p2, t0)), t1];
    byD = [turned(d, d2, turned(one, p2, zero)), less(t, d2, d0), d1];
    p = [turned(d, p2, complex(k, 1 / factorial(n))), less(t, p2, p0), p1];
  }
  return { p, byT, byD };
};

/** c0 + c1 Z + c2 Z^2 */
const polynomial = (k: Tracer, [c0, c1, c2]: readonly Complex[], z: Matrix, square: Matrix): Matrix =>
  z.map((row, i) =>
    row.map((x, j) => cfma(k, c2!, square[i]![j]!, cfma(k, c1!, x, i === j ? c0! : complex(k, 0)))),
  );

/** A basis of su(3), up to a common factor of the determinant: three pairs off the diagonal, then diag(i, -i, 0) and diag(0, i, -i). */
const basis = (k: Tracer): Matrix[] => {
  const entry = (entries: readonly (readonly [number, number, number, number])[]): Matrix =>
    range(3).map((i) =>
      range(3).map((j) => {
        const found = entries.find(([a, b]) => a === i && b === j);
        return complex(k, found?.[2] ?? 0, found?.[3] ?? 0);
      }),
    );
  const pairs = [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const;
  return [
    ...pairs.flatMap(([i, j]) => [
      entry([
        [i, j, 1, 0],
        [j, i, -1, 0],
      ]),
      entry([
        [i, j, 0, 1],
        [j, i, 0, 1],
      ]),
    ]),
    entry([
      [0, 0, 0, 1],
      [1, 1, 0, -1],
    ]),
    entry([
      [1, 1, 0, 1],
      [2, 2, 0, -1],
    ]),
  ];
};
/** Coordinates of the traceless anti-Hermitian part of a matrix in that basis. */
const coordinates = (k: Tracer, m: Matrix, group: Group): Real[] => {
  const a = tracelessAntiHermitian(k, m, group);
  return [...a.slice(3), a[0]!, k.neg(a[2]!)];
};

/** log of the determinant by elimination without pivots. */
const logDeterminant = (k: Tracer, columns: readonly (readonly Real[])[]): Real => {
  const m = columns.map((column) => column.slice());
  let product = k.constant(1);
  for (let c = 0; c < m.length; c++) {
    const pivot = m[c]![c]!;
    product = k.mul(product, pivot);
    const inverse = k.div(k.constant(1), pivot);
    for (let r = c + 1; r < m.length; r++) {
      const factor = k.neg(k.mul(m[r]![c]!, inverse));
      for (let j = c + 1; j < m.length; j++) m[r]![j] = k.fma(factor, m[c]![j]!, m[r]![j]!);
    }
  }
  return log(k, product);
};

const su3 = (k: Tracer, m: Matrix, group: Group): Real => {
  const z = algebraMatrix(k, tracelessAntiHermitian(k, m, group), group);
  const square = mmul(k, z, z);
  const t = k.mul(k.constant(-0.5), trace(k, square).re);
  // tr Z^3 = 3 det Z
  const cube = mmul(k, square, z);
  const d = k.mul(k.constant(1 / 3), trace(k, cube).im);
  const { p, byT, byD } = coefficients(k, t, d);
  const back = adjoint(k, polynomial(k, p, z, square));
  const byTurn = mmul(k, back, polynomial(k, byT, z, square));
  const byVolume = mmul(k, back, polynomial(k, byD, z, square));
  const columns = basis(k).map((x, a) => {
    const v = mscale(
      k,
      k.constant(-1),
      algebraMatrix(k, tracelessAntiHermitian(k, mmul(k, m, x), group), group),
    );
    const zv = mmul(k, z, v);
    const dt = k.neg(trace(k, zv).re);
    const dd = trace(k, mmul(k, square, v)).im;
    const both = madd(k, zv, adjoint(k, zv));
    const direct = v.map((row, i) => row.map((y, j) => cfma(k, p[2]!, both[i]![j]!, cfma(k, p[1]!, y))));
    const change = mscaleAdd(k, dt, byTurn, mscaleAdd(k, dd, byVolume, mmul(k, back, direct)));
    return coordinates(k, change, group).map((y, b) => (a === b ? k.add(y, k.constant(1)) : y));
  });
  return logDeterminant(k, columns);
};

const su2 = (k: Tracer, m: Matrix, group: Group): Real => {
  const m0 = k.mul(k.constant(0.5), trace(k, m).re);
  const [imaginary, , re, im] = tracelessAntiHermitian(k, m, group) as [Real, Real, Real, Real];
  const { cos, ratio } = waves(k, k.fma(imaginary, imaginary, k.fma(re, re, k.mul(im, im))));
  const across = k.fma(k.neg(m0), ratio, cos);
  return log(k, k.mul(k.sub(k.constant(1), m0), k.mul(across, across)));
};

/** log |det| of U -> exp(TA(C U^dagger)) U at M = C U^dagger; for U(1) and SU(2), SU(3). */
export const stoutLogDeterminant = (k: Tracer, m: Matrix, group: Group): Real => {
  if (group.colours === 1) return log(k, k.sub(k.constant(1), m[0]![0]!.re));
  return group.colours === 2 ? su2(k, m, group) : su3(k, m, group);
};
