/**
 * exp of an algebra element, inside kernels.
 *
 * U(1), SU(2): closed form. SU(3): Taylor series reduced with the Cayley-Hamilton relation A^3 = d - t A (t = -tr A^2 / 2 > 0 and
 * d = det A), so that only three scalar coefficients are summed (M. Luscher, openQCD, "su3_fcts"); no case distinction, no loss of
 * accuracy for degenerate eigenvalues. Other N: Taylor series of A / 2^s by Horner's rule, squared s times.
 *
 * Accuracy: rounding, for a spectral norm up to NORM_LIMIT; callers that can exceed it halve the argument and square the result.
 * Test: test/unit/engine/group/exponential.test.ts (against an eigenvalue decomposition and the fixtures of another code).
 */
import { type Complex, complex, type Matrix, mmul, mscale, range } from '../kernel/complex.ts';
import { withDerivative } from '../kernel/derivative.ts';
import { sincos } from '../kernel/math.ts';
import type { Real, Tracer } from '../kernel/tracer.ts';
import { type Algebra, algebraMatrix, algebraNorm2, scaleAlgebra } from './algebra.ts';
import type { Group } from './group.ts';

/** Largest spectral norm for which the truncated series is exact to rounding. */
export const NORM_LIMIT = 3;
/** NORM_LIMIT^n / n! < 1e-17 */
const SU3_TERMS = 28;
const SUN_TERMS = 13;
const SUN_SQUARINGS = 3;

const factorial = (n: number): number => {
  let f = 1;
  for (let i = 2; i <= n; i++) f *= i;
  return f;
};

export const exponential = (k: Tracer, a: Algebra, group: Group): Matrix => {
  if (group.colours === 1) return exponentialU1(k, a);
  if (group.colours === 2) return exponentialSu2(k, a);
  if (group.colours === 3) return exponentialSu3(k, a, group);
  return exponentialSeries(k, a, group);
};

const exponentialU1 = (k: Tracer, a: Algebra): Matrix => {
  const { sin, cos } = sincos(k, a[0]!);
  return [[{ re: cos, im: sin }]];
};

/** exp(A) = cos r + A sin(r) / r with r^2 = det A. */
const exponentialSu2 = (k: Tracer, a: Algebra): Matrix => {
  const [d, , re, im] = a as [Real, Real, Real, Real];
  const r2 = k.fma(d, d, k.fma(re, re, k.mul(im, im)));
  const { cos, ratio } = waves(k, r2);
  const x = k.mul(ratio, re);
  const y = k.mul(ratio, im);
  const z = k.mul(ratio, d);
  return [
    [
      { re: cos, im: z },
      { re: x, im: y },
    ],
    [
      { re: k.neg(x), im: y },
      { re: cos, im: k.neg(z) },
    ],
  ];
};

/** (-1)^n n / (2n + 1)!, n = 1..9: the derivative of sin(r)/r by r^2 as a series in r^2, to rounding for r < 1. */
const RATIO_SLOPE = range(9).map((i) => ((i % 2 === 0 ? -1 : 1) * (i + 1)) / factorial(2 * i + 3));

/** cos r and sin(r)/r as functions of r^2, which unlike r they are smooth in: so are their derivatives stated. */
export const waves = (k: Tracer, r2: Real): { readonly cos: Real; readonly ratio: Real } => {
  const r = k.sqrt(r2);
  const { sin, cos } = sincos(k, r);
  const one = k.constant(1);
  // sin(r)/r = 1 - r^2/6 to rounding below 1e-4
  const small = k.lt(r, k.constant(1e-4));
  const ratio = k.select(small, k.fma(r2, k.constant(-1 / 6), one), k.div(sin, k.select(small, one, r)));
  return {
    cos: withDerivative(cos, [r2], (kk, [x]) => [kk.mul(kk.constant(-0.5), waves(kk, x!).ratio)]),
    ratio: withDerivative(ratio, [r2], (kk, [x]) => {
      const near = kk.lt(x!, kk.constant(1));
      const at = waves(kk, x!);
      const twice = kk.select(near, kk.constant(1), kk.add(x!, x!));
      const series = RATIO_SLOPE.reduceRight<Real | undefined>(
        (sum, c) => (sum ? kk.fma(sum, x!, kk.constant(c)) : kk.constant(c)),
        undefined,
      );
      return [kk.select(near, series!, kk.div(kk.sub(at.cos, at.ratio), twice))];
    }),
  };
};

const exponentialSu3 = (k: Tracer, a: Algebra, group: Group): Matrix => {
  const m = algebraMatrix(k, a, group);
  const square = mmul(k, m, m);
  const t = k.mul(k.constant(0.5), algebraNorm2(k, a, group));
  const d = determinantIm(k, m); // det A = i d
  // exp(A) = p0 + p1 A + p2 A^2, summed from the last term: (p0, p1, p2) <- (1/n! + i d p2, p0 - t p2, p1)
  let p: [Complex, Complex, Complex] = [complex(k, 1 / factorial(SU3_TERMS)), complex(k, 0), complex(k, 0)];
  for (let n = SU3_TERMS - 1; n >= 0; n--) {
    const [p0, p1, p2] = p;
    p = [
      { re: k.fma(k.neg(d), p2.im, k.constant(1 / factorial(n))), im: k.mul(d, p2.re) },
      { re: k.fma(k.neg(t), p2.re, p0.re), im: k.fma(k.neg(t), p2.im, p0.im) },
      p1,
    ];
  }
  return range(3).map((i) =>
    range(3).map((j) => {
      const x = i === j ? p[0] : undefined;
      let re = x?.re;
      let im = x?.im;
      for (const [c, y] of [
        [p[1], m[i]![j]!],
        [p[2], square[i]![j]!],
      ] as const) {
        re = k.fma(k.neg(c.im), y.im, k.fma(c.re, y.re, re));
        im = k.fma(c.im, y.re, k.fma(c.re, y.im, im));
      }
      return { re: re!, im: im! };
    }),
  );
};

/** d in det A = i d, for an anti-Hermitian 3 x 3 matrix. */
const determinantIm = (k: Tracer, m: Matrix): Real => {
  const [x, y, z] = [m[0]![0]!.im, m[1]![1]!.im, m[2]![2]!.im];
  const [b, c, e] = [m[0]![1]!, m[0]![2]!, m[1]![2]!];
  const norm = (w: Complex): Real => k.fma(w.re, w.re, k.mul(w.im, w.im));
  // A = i H: det A = -i det H, det H = xyz - x|h12|^2 - y|h02|^2 - z|h01|^2 + 2 Re(h01 h12 conj(h02)), h = -i a
  const triple = k.sub(
    k.mul(k.fma(b.re, e.im, k.mul(b.im, e.re)), c.re),
    k.mul(k.fma(b.re, e.re, k.mul(k.neg(b.im), e.im)), c.im),
  );
  const minus = k.fma(x, norm(e), k.fma(y, norm(c), k.mul(z, norm(b))));
  const det = k.sub(k.fma(k.mul(x, y), z, k.mul(k.constant(2), triple)), minus);
  return k.neg(det);
};

const exponentialSeries = (k: Tracer, a: Algebra, group: Group): Matrix => {
  const n = group.colours;
  const m = algebraMatrix(k, scaleAlgebra(k, k.constant(2 ** -SUN_SQUARINGS), a), group);
  const one = range(n).map((i) => range(n).map((j) => complex(k, i === j ? 1 : 0)));
  let sum: Matrix = one;
  for (let i = SUN_TERMS; i >= 1; i--) sum = mmul(k, mscale(k, k.constant(1 / i), m), sum, one);
  for (let i = 0; i < SUN_SQUARINGS; i++) sum = mmul(k, sum, sum);
  return sum;
};
