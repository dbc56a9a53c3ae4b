/**
 * Functions of mathematical physics that the tests of hypotheses need, to about 1e-14 relative.
 *
 *   log Gamma(x), x > 0: Lanczos, SIAM J. Numer. Anal. B 1 (1964) 86, with g = 7 and 9 terms.
 *   Q(a, x) = 1/Gamma(a) int_x^inf t^{a-1} e^{-t} dt: power series of 1 - Q for x < a + 1, else the continued
 *     fraction (Abramowitz and Stegun 6.5.29, 6.5.31; Lentz's evaluation).
 *   erfc(x) = Q(1/2, x^2) for x >= 0 and 2 - erfc(-x) for x < 0.
 *   I_x(a, b) = B(a, b)^-1 int_0^x t^{a-1} (1 - t)^{b-1} dt: continued fraction (Abramowitz and Stegun 26.5.8) for
 *     x < (a + 1)/(a + b + 2), else 1 - I_{1-x}(b, a).
 *
 * Proved against 20-digit values by test/unit/engine/statistics/special-functions.test.ts.
 */
import { invariant } from '../base/invariant.ts';

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

export function logGamma(x: number): number {
  invariant(x > 0, 'log Gamma is asked for a positive argument');
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const y = x + 6.5;
  const sum = lanczos.reduce((total, c, k) => (k === 0 ? c : total + c / (x - 1 + k)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(y) - y + Math.log(sum);
}

/** Regularised upper incomplete gamma function Q(a, x), a > 0, x >= 0. */
export function gammaQ(a: number, x: number): number {
  invariant(a > 0 && x >= 0, 'Q(a, x) is asked for a > 0 and x >= 0');
  if (x === 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - front * lowerSeries(a, x) : front * upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 100_000; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
}

export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  return x < 0 ? 2 - gammaQ(0.5, x * x) : gammaQ(0.5, x * x);
}

/** Regularised incomplete beta function I_x(a, b), a, b > 0, 0 <= x <= 1. */
export function betaI(x: number, a: number, b: number): number {
  invariant(a > 0 && b > 0 && x >= 0 && x <= 1, 'I_x(a, b) is asked for a, b > 0 and 0 <= x <= 1');
  if (x === 0 || x === 1) return x;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaI(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b));
  return (front * betaFraction(x, a, b)) / a;
}

/** Lentz's evaluation; the terms alternate between even and odd ones. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    const before = value;
    for (const term of [even, odd]) {
      d = 1 / (1 + term * d);
      c = 1 + term / c;
      value *= c * d;
    }
    if (Math.abs(value / before - 1) < 1e-16) break;
  }
  return value;
}
