import { describe, expect, test } from 'vitest';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import {
  type RationalFunction,
  valueAt,
} from '../../../../../src-engine/pseudofermion/rational/rational-function.ts';
import { remez } from '../../../../../src-engine/pseudofermion/rational/remez.ts';
import { over, precise, precisePower, relativeDifference } from '../../../../support/high-precision.ts';

const of = (p: number, q: number, degree: number, lower: number, upper: number): RationalFunction =>
  unwrap(remez({ p, q }, degree, lower, upper));

/** r(x) / x^(p/q) - 1 of the function with exactly these coefficients. */
const exactError = ({ constant, terms, power }: RationalFunction, x: number): number => {
  const value = terms.reduce(
    (sum, { residue, shift }) => sum + over(precise(residue), precise(x) + precise(shift)),
    precise(constant),
  );
  return relativeDifference(value, precisePower(precise(x), power.p, power.q));
};

const logGrid = (lower: number, upper: number, n: number): number[] =>
  Array.from({ length: n + 1 }, (_, i) => Math.min(upper, lower * (upper / lower) ** (i / n)));

describe.each([
  [-1, 2, 6, 1e-2, 4],
  [-1, 4, 9, 1e-3, 1],
  [1, 4, 9, 1e-3, 1],
  [-3, 8, 8, 0.09, 16.09],
  [-7, 8, 10, 1e-4, 30],
  [5, 16, 7, 1e-2, 10],
  [-15, 16, 12, 1e-8, 2],
])('x^(%i/%i) with %i terms on [%d, %d]', (p, q, degree, lower, upper) => {
  const r = of(p, q, degree, lower, upper);

  test('its error alternates at 2n + 2 points and is nowhere larger', () => {
    expect(r.terms).toHaveLength(degree);
    expect(r.extrema).toHaveLength(2 * degree + 2);
    const errors = r.extrema.map((x) => exactError(r, x));
    errors.forEach((e, k) => {
      expect(Math.abs(e) / r.error).toBeGreaterThan(1 - 1e-4);
      expect(Math.sign(e)).toBe(k % 2 === 0 ? Math.sign(errors[0]!) : -Math.sign(errors[0]!));
    });
    for (const x of logGrid(lower, upper, 60 * degree))
      expect(Math.abs(exactError(r, x))).toBeLessThan(r.error * (1 + 1e-4));
  });

  test('poles are on the negative axis and residues of one sign', () => {
    for (const { residue, shift } of r.terms) {
      expect(shift).toBeGreaterThan(0);
      expect(Math.sign(residue)).toBe(p < 0 ? 1 : -1);
    }
    expect(r.constant).toBeGreaterThan(0);
  });
});

test.each([
  [-1, 2, 15, 1e-2, 4],
  [-1, 4, 18, 1e-3, 1],
  [-3, 4, 20, 2.5e-3, 16],
  [-1, 8, 34, 1e-8, 1],
  [-15, 16, 36, 1e-8, 2],
])('x^(%i/%i) with %i terms on [%d, %d] is that good in double precision', (p, q, degree, lower, upper) => {
  const r = of(p, q, degree, lower, upper);
  expect(r.error).toBeLessThan(2e-13);
  for (const x of logGrid(lower, upper, 4000))
    expect(Math.abs(valueAt(r, x) / x ** (p / q) - 1)).toBeLessThan(r.error + 4e-15);
  // rounding of the coefficients alone
  for (const x of r.extrema) expect(Math.abs(exactError(r, x))).toBeLessThan(r.error + 1e-15);
});

/** F(phi) = int_0^phi dt / sqrt(1 - k^2 sin^2 t), whose inverse is the amplitude am. */
const ellipticF = (phi: number, k2: number): number => {
  const n = 4000;
  let sum = 0;
  // midpoints, in a variable that bunches them at the end
  for (let i = 0; i < n; i++) {
    const s = ((i + 0.5) / n) * Math.asinh(Math.tan(phi));
    sum += 1 / Math.sqrt(1 + (1 - k2) * Math.sinh(s) ** 2);
  }
  return (sum * Math.asinh(Math.tan(phi))) / n;
};

test('x^(-1/2) is the closed form of Zolotarev', () => {
  // x r(x^2) ~ sign(x): r(y) = D prod (y + c_2l) / (y + c_2l-1), c_l = lower tan^2 am(l K / (2n + 1)), modulus^2 = 1 - lower / upper
  const [degree, lower, upper] = [5, 0.02, 3];
  const r = of(-1, 2, degree, lower, upper);
  const k2 = 1 - lower / upper;
  // K by the arithmetic-geometric mean
  let [a, b] = [1, Math.sqrt(1 - k2)];
  while (a - b > 1e-16) [a, b] = [(a + b) / 2, Math.sqrt(a * b)];
  const K = Math.PI / (2 * a);
  const c = Array.from({ length: 2 * degree }, (_, i) => {
    const u = ((i + 1) * K) / (2 * degree + 1);
    let [low, high] = [0, Math.PI / 2];
    for (let step = 0; step < 60; step++) {
      const phi = (low + high) / 2;
      if (ellipticF(phi, k2) < u) low = phi;
      else high = phi;
    }
    return lower * Math.tan(low) ** 2;
  });
  r.terms.forEach(({ shift }, i) => {
    expect(Math.abs(shift / c[2 * i]! - 1)).toBeLessThan(1e-6);
  });
  const shape = (y: number): number => {
    let f = Math.sqrt(y);
    for (let l = 0; l < degree; l++) f *= (y + c[2 * l + 1]!) / (y + c[2 * l]!);
    return f;
  };
  const values = logGrid(lower, upper, 5000).map(shape);
  const [most, least] = [Math.max(...values), Math.min(...values)];
  expect(r.error / ((most - least) / (most + least))).toBeCloseTo(1, 3);
});

test('one term by hand: x^(-1/2) on [1/u, u] is (1 + s x) / (s + x) times a constant, with equal errors', () => {
  // symmetry under x -> 1 / x leaves s; equal errors at u and at the inner extremum fix it
  const u = 2;
  const r = of(-1, 2, 1, 1 / u, u);
  const { residue, shift } = r.terms[0]!;
  const zero = -shift - residue / r.constant;
  expect(zero * -shift).toBeCloseTo(1, 6);
  const e = (x: number): number => valueAt(r, x) * Math.sqrt(x) - 1;
  expect(e(u)).toBeCloseTo(-e(1 / u), 12);
});

test('the error falls with the degree, as exp(-pi^2 n / ln(4 sqrt(upper / lower)))', () => {
  const [lower, upper] = [1e-4, 10];
  const errors = [4, 6, 8, 10, 12].map((n) => of(-1, 4, n, lower, upper).error);
  const rate = Math.PI ** 2 / Math.log(4 * Math.sqrt(upper / lower));
  errors.slice(1).forEach((e, i) => {
    expect(Math.log(errors[i]! / e) / (2 * rate)).toBeCloseTo(1, 2);
  });
});

test('x^a and x^-a have the same error: x -> lower upper / x takes one to the other', () => {
  for (const [p, q] of [
    [3, 8],
    [1, 2],
    [1, 8],
  ] as const) {
    const ratio = of(p, q, 8, 1e-3, 5).error / of(-p, q, 8, 1e-3, 5).error;
    expect(ratio).toBeCloseTo(1, 5);
  }
});

test('the interval sets the scale: x -> c x', () => {
  const [a, b] = [of(-1, 4, 7, 1e-3, 1), of(-1, 4, 7, 7e-3, 7)];
  expect(b.error / a.error).toBeCloseTo(1, 6);
  a.terms.forEach(({ shift }, i) => {
    expect(b.terms[i]!.shift / shift).toBeCloseTo(7, 6);
  });
});

test.each([
  ['reversed bounds', -1, 2, 4, 2, 1],
  ['no interval', -1, 2, 4, 1, 1],
  ['zero', -1, 2, 4, 0, 1],
  ['a negative end', -1, 2, 4, -1, 1],
  ['infinity', -1, 2, 4, 1, Number.POSITIVE_INFINITY],
  ['not a number', -1, 2, 4, Number.NaN, 1],
  ['the power 0', 0, 2, 4, 0.1, 1],
  ['the power 1', 2, 2, 4, 0.1, 1],
  ['a power that is not a fraction of integers', -0.5, 1, 4, 0.1, 1],
  ['degree 0', -1, 2, 0, 0.1, 1],
  ['half a degree', -1, 2, 1.5, 0.1, 1],
  ['an error far below all digits', -1, 2, 40, 0.5, 1],
])('refuses %s', (_, p, q, degree, lower, upper) => {
  expect(remez({ p, q }, degree, lower, upper)).toMatchObject({
    ok: false,
    error: { code: 'fermion.unsupported' },
  });
});
