/**
 * exp, tanh, log, sin, cos and the angle of a point over a tracer: range reduction, then a polynomial whose length follows the kernel's precision.
 * Largest error measured against 200-bit arithmetic, in units of the last place of a double, with and without FMA; and domain:
 *   exp     1.0   x in [-708, 709.4], saturating outside
 *   tanh    2.5   everywhere
 *   log     0.8   positive normal numbers
 *   sincos  1.9   |x| <= 1e5;   sincosTurns, the angle 2 pi t: 1.6, |t| <= 2^40
 *   atan2   2.2   everywhere; signed zeros are not told apart, atan2(0, 0) = 0
 * In single precision likewise in units of a float's last place, but sincos (|x| <= 1e4), whose error is 1e-7 absolute.
 * Polynomials: Taylor series of exp, sin, cos; the series of 2 atanh(s), s = f/(2 + f), for log(1 + f); for atan its Chebyshev series
 * on |t| <= tan(pi/8), 2 sum_k (-1)^k q^(2k+1) T_(2k+1)(t/tan(pi/8)) / (2k+1) with q = tan(pi/16), written in powers of t.
 * Reduction by constants split so that products with the integer part are exact (W. Cody, W. Waite, Software Manual for the
 * Elementary Functions, 1980). Derivatives are stated in closed form (derivative.ts).
 * Proved by test/unit/engine/kernel/math.test.ts.
 */
import { withDerivative } from './derivative.ts';
import type { Precision } from './graph.ts';
import type { Mask, Real, Tracer } from './tracer.ts';

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
const counting = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

interface Constants {
  readonly expTerms: readonly number[];
  readonly expRange: readonly [number, number];
  /** 2x beyond which tanh(x) is 1. */
  readonly tanhRange: number;
  /** 2/3, 2/5, 2/7, ... */
  readonly logTerms: readonly number[];
  /** sin(r) = r + r^3 (...), cos(r) = 1 - r^2/2 + r^4 (...) */
  readonly sinTerms: readonly number[];
  readonly cosTerms: readonly number[];
  readonly atanTerms: readonly number[];
  readonly ln2: readonly [number, number];
  readonly halfPi: readonly [number, number, number];
  readonly smallest: number;
}

const sign = (i: number): number => (i % 2 === 0 ? 1 : -1);

const CONSTANTS: Readonly<Record<Precision, Constants>> = {
  f64: {
    expTerms: counting(12).map((i) => 1 / factorial(i + 2)),
    expRange: [-708, 709.4],
    tanhRange: 40,
    logTerms: counting(10).map((i) => 2 / (2 * i + 3)),
    sinTerms: counting(8).map((i) => -sign(i) / factorial(2 * i + 3)),
    cosTerms: counting(7).map((i) => sign(i) / factorial(2 * i + 4)),
    atanTerms: [
      -0.3333333333333243, 0.1999999999983741, -0.14285714272042474, 0.11111110465849684,
      -0.09090890205164943, 0.07691944938571023, -0.06661951161621596, 0.058403740045694916,
      -0.05008550701328832, 0.03734732216833096, -0.017180029701564188,
    ],
    ln2: [0.6931471803691238, 1.9082149292705877e-10],
    halfPi: [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21],
    smallest: 1e-300,
  },
  f32: {
    expTerms: counting(6).map((i) => 1 / factorial(i + 2)),
    expRange: [-87, 88.3],
    tanhRange: 20,
    logTerms: counting(4).map((i) => 2 / (2 * i + 3)),
    sinTerms: counting(4).map((i) => -sign(i) / factorial(2 * i + 3)),
    cosTerms: counting(3).map((i) => sign(i) / factorial(2 * i + 4)),
    atanTerms: [
      -0.33333269857468345, 0.19996982390201862, -0.1422361792948706, 0.10477432328425798,
      -0.05831086103630888,
    ],
    ln2: [0.693115234375, 3.1946184945309415e-5],
    halfPi: [1.5703125, 0.0004837512969970703, 7.549789954891882e-8],
    smallest: 1e-37,
  },
};

/** terms[0] + terms[1] x + ... */
const polynomial = (k: Tracer, x: Real, terms: readonly number[]): Real =>
  terms.slice(0, -1).reduceRight((sum, c) => k.fma(sum, x, k.constant(c)), k.constant(terms.at(-1)!));

const fnma = (k: Tracer, a: Real, b: Real, c: Real): Real => k.fma(k.neg(a), b, c);
const half = (k: Tracer, x: Real): Real => k.mul(k.constant(0.5), x);

export const exp = (k: Tracer, x: Real): Real => {
  const { expTerms, expRange, ln2 } = CONSTANTS[k.precision];
  const clamped = k.min(k.max(x, k.constant(expRange[0])), k.constant(expRange[1]));
  const n = k.nearest(k.mul(clamped, k.constant(Math.LOG2E)));
  const r = fnma(k, n, k.constant(ln2[1]), fnma(k, n, k.constant(ln2[0]), clamped));
  const tail = k.fma(k.mul(r, r), polynomial(k, r, expTerms), r);
  const y = k.mul(k.add(k.constant(1), tail), k.pow2(n));
  return withDerivative(y, [x], (kk, [z]) => [exp(kk, z!)], 'exp');
};

/** (e - 1)/(e + 1) with e = exp(2x), from exp(2x) - 1 = 2^n (exp(r) - 1) + (2^n - 1): relative errors stay small at zero. */
export const tanh = (k: Tracer, x: Real): Real => {
  const { expTerms, tanhRange, ln2 } = CONSTANTS[k.precision];
  const z = k.min(k.max(k.add(x, x), k.constant(-tanhRange)), k.constant(tanhRange));
  const n = k.nearest(k.mul(z, k.constant(Math.LOG2E)));
  const r = fnma(k, n, k.constant(ln2[1]), fnma(k, n, k.constant(ln2[0]), z));
  const tail = k.fma(k.mul(r, r), polynomial(k, r, expTerms), r);
  const power = k.pow2(n);
  const e = k.fma(power, tail, k.sub(power, k.constant(1)));
  const y = k.div(e, k.add(e, k.constant(2)));
  return withDerivative(
    y,
    [x],
    (kk, [v]) => {
      const t = tanh(kk, v!);
      return [fnma(kk, t, t, kk.constant(1))];
    },
    'tanh',
  );
};

export const log = (k: Tracer, x: Real): Real => {
  const { logTerms, ln2 } = CONSTANTS[k.precision];
  const mantissa = k.mantissa(x);
  const exponent = k.exponent(x);
  const above = k.lt(k.constant(Math.SQRT2), mantissa);
  const e = k.select(above, k.add(exponent, k.constant(1)), exponent);
  const f = k.sub(k.select(above, half(k, mantissa), mantissa), k.constant(1));
  const s = k.div(f, k.add(k.constant(2), f));
  const z = k.mul(s, s);
  const series = k.mul(z, polynomial(k, z, logTerms));
  const square = half(k, k.mul(f, f));
  const correction = k.fma(s, k.add(square, series), k.mul(e, k.constant(ln2[1])));
  const y = k.fma(e, k.constant(ln2[0]), k.sub(f, k.sub(square, correction)));
  return withDerivative(y, [x], (kk, [v]) => [kk.div(kk.constant(1), v!)], 'log');
};

export interface SinCos {
  readonly sin: Real;
  readonly cos: Real;
}

/** sin and cos of r + q pi/2 for |r| <= pi/4 and integral q. */
const quadrants = (k: Tracer, r: Real, q: Real): SinCos => {
  const { sinTerms, cosTerms } = CONSTANTS[k.precision];
  const z = k.mul(r, r);
  const s = k.fma(k.mul(z, r), polynomial(k, z, sinTerms), r);
  const c = k.add(k.constant(1), k.fma(k.mul(z, z), polynomial(k, z, cosTerms), k.neg(half(k, z))));
  // the quadrant as one of -2 .. 2
  const m = fnma(k, k.constant(4), k.nearest(k.mul(k.constant(0.25), q)), q);
  const at = (x: number): Real => k.constant(x);
  const odd = k.and(k.lt(at(0.5), k.abs(m)), k.lt(k.abs(m), at(1.5)));
  const flip = (when: Mask, x: Real): Real => k.select(when, k.neg(x), x);
  return {
    sin: flip(k.or(k.lt(m, at(-0.5)), k.lt(at(1.5), m)), k.select(odd, c, s)),
    cos: flip(k.or(k.lt(at(0.5), m), k.lt(m, at(-1.5))), k.select(odd, s, c)),
  };
};

export const sincos = (k: Tracer, x: Real): SinCos => {
  const { halfPi } = CONSTANTS[k.precision];
  const q = k.nearest(k.mul(x, k.constant(2 / Math.PI)));
  const r = halfPi.reduce((rest, piece) => fnma(k, q, k.constant(piece), rest), x);
  const { sin, cos } = quadrants(k, r, q);
  return {
    sin: withDerivative(sin, [x], (kk, [z]) => [sincos(kk, z!).cos], 'sin'),
    cos: withDerivative(cos, [x], (kk, [z]) => [kk.neg(sincos(kk, z!).sin)], 'cos'),
  };
};

/** sin and cos of 2 pi t, reduced without rounding. */
export const sincosTurns = (k: Tracer, t: Real): SinCos => {
  const quarters = k.mul(k.constant(4), t);
  const q = k.nearest(quarters);
  const { sin, cos } = quadrants(k, k.mul(k.sub(quarters, q), k.constant(Math.PI / 2)), q);
  const slope = 2 * Math.PI;
  return {
    sin: withDerivative(
      sin,
      [t],
      (kk, [z]) => [kk.mul(kk.constant(slope), sincosTurns(kk, z!).cos)],
      'sinTurns',
    ),
    cos: withDerivative(
      cos,
      [t],
      (kk, [z]) => [kk.mul(kk.constant(-slope), sincosTurns(kk, z!).sin)],
      'cosTurns',
    ),
  };
};

export const sin = (k: Tracer, x: Real): Real => sincos(k, x).sin;
export const cos = (k: Tracer, x: Real): Real => sincos(k, x).cos;

/** The angle of the point (x, y), in (-pi, pi]. */
export const atan2 = (k: Tracer, y: Real, x: Real): Real => {
  const { atanTerms, smallest } = CONSTANTS[k.precision];
  const ax = k.abs(x);
  const ay = k.abs(y);
  const steep = k.lt(ax, ay);
  const low = k.min(ax, ay);
  const high = k.max(k.max(ax, ay), k.constant(smallest));
  // angles above pi/8 are taken from pi/4
  const wide = k.lt(k.mul(k.constant(Math.SQRT2 - 1), high), low);
  const t = k.div(k.select(wide, k.sub(low, high), low), k.select(wide, k.add(low, high), high));
  const z = k.mul(t, t);
  const small = k.fma(k.mul(z, t), polynomial(k, z, atanTerms), t);
  const octant = k.add(small, k.select(wide, k.constant(Math.PI / 4), k.constant(0)));
  const quadrant = k.select(steep, k.sub(k.constant(Math.PI / 2), octant), octant);
  const zero = k.constant(0);
  const upper = k.select(k.lt(x, zero), k.sub(k.constant(Math.PI), quadrant), quadrant);
  const angle = k.select(k.lt(y, zero), k.neg(upper), upper);
  return withDerivative(
    angle,
    [y, x],
    (kk, [b, a]) => {
      const inverse = kk.div(kk.constant(1), kk.fma(a!, a!, kk.mul(b!, b!)));
      return [kk.mul(a!, inverse), kk.neg(kk.mul(b!, inverse))];
    },
    'atan2',
  );
};
