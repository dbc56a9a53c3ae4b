/** Elements of the Lie algebra inside kernels; storage and normalisation: group.ts. Tested in test/unit/engine/group. */
import { type Complex, type Matrix, range } from '../kernel/complex.ts';
import type { Site } from '../kernel/graph.ts';
import type { Real, Tracer } from '../kernel/tracer.ts';
import type { Group } from './group.ts';

/** The stored reals of an anti-Hermitian matrix. */
export type Algebra = readonly Real[];

/** Index of the real part of element (i, j), i < j. */
const upper = (n: number, i: number, j: number): number => n + 2 * (i * n - (i * (i + 1)) / 2 + (j - i - 1));

/** TA(M) = (M - M^dagger)/2 - trace/N: the anti-Hermitian part, traceless for SU(N). */
export const tracelessAntiHermitian = (k: Tracer, m: Matrix, group: Group): Algebra => {
  const n = group.colours;
  const out = new Array<Real>(n * n);
  const diagonal = range(n).map((i) => m[i]![i]!.im);
  const mean = k.mul(
    diagonal.reduce((s, x) => k.add(s, x)),
    k.constant(1 / n),
  );
  for (let i = 0; i < n; i++) out[i] = group.special ? k.sub(diagonal[i]!, mean) : diagonal[i]!;
  const half = k.constant(0.5);
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const at = upper(n, i, j);
      out[at] = k.mul(half, k.sub(m[i]![j]!.re, m[j]![i]!.re));
      out[at + 1] = k.mul(half, k.add(m[i]![j]!.im, m[j]![i]!.im));
    }
  }
  return out;
};

/** The anti-Hermitian matrix itself. */
export const algebraMatrix = (k: Tracer, a: Algebra, group: Group): Matrix => {
  const n = group.colours;
  return range(n).map((i) =>
    range(n).map((j): Complex => {
      if (i === j) return { re: k.constant(0), im: a[i]! };
      if (i < j) return { re: a[upper(n, i, j)]!, im: a[upper(n, i, j) + 1]! };
      return { re: k.neg(a[upper(n, j, i)]!), im: a[upper(n, j, i) + 1]! };
    }),
  );
};

/** -tr A^2 = sum over all elements |A_ij|^2 (U(1): a^2). */
export const algebraNorm2 = (k: Tracer, a: Algebra, group: Group): Real => {
  const n = group.colours;
  let sum: Real | undefined;
  for (let i = n; i < n * n; i++) sum = k.fma(a[i]!, a[i]!, sum);
  sum = sum === undefined ? undefined : k.add(sum, sum);
  for (let i = 0; i < n; i++) sum = k.fma(a[i]!, a[i]!, sum);
  return sum!;
};

/** Kinetic energy of a momentum: sum_a (p^a)^2 / 2. */
export const kineticEnergy = (k: Tracer, p: Algebra, group: Group): Real =>
  group.special ? algebraNorm2(k, p, group) : k.mul(k.constant(0.5), k.mul(p[0]!, p[0]!));

/** The element i p^a T^a of coefficients p^a (generalised Gell-Mann matrices over 2; U(1): T = 1). */
export const fromCoefficients = (k: Tracer, p: readonly Real[], group: Group): Algebra => {
  if (!group.special) return [p[0]!];
  const n = group.colours;
  const out = new Array<Real>(n * n);
  const half = k.constant(0.5);
  let next = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const at = upper(n, i, j);
      out[at] = k.mul(half, p[next++]!);
      out[at + 1] = k.mul(half, p[next++]!);
    }
  }
  // T = diag(1, .., 1, -m, 0, ..) / sqrt(2 m (m + 1)), m = 1..N-1
  for (let i = 0; i < n; i++) out[i] = k.constant(0);
  for (let m = 1; m < n; m++) {
    const x = k.mul(p[next++]!, k.constant(1 / Math.sqrt(2 * m * (m + 1))));
    for (let i = 0; i < m; i++) out[i] = k.add(out[i]!, x);
    out[m] = k.fma(k.constant(-m), x, out[m]!);
  }
  return out;
};

export const scaleAlgebra = (k: Tracer, s: Real, a: Algebra): Algebra => a.map((x) => k.mul(s, x));

export const loadAlgebra = (k: Tracer, field: number, site: Site, mu: number, group: Group): Algebra =>
  range(group.algebraComponents).map((i) => k.load(field, site, mu * group.algebraComponents + i));

export const storeAlgebra = (k: Tracer, field: number, mu: number, a: Algebra): void =>
  a.forEach((x, i) => k.store(field, mu * a.length + i, x));
