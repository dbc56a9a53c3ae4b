/**
 * Numbers of about 32 digits as unevaluated sums of two doubles: T. J. Dekker, Numer. Math. 18 (1971) 224. Every operation is correct to a
 * few units of 2^-104. Test: test/unit/engine/pseudofermion/rational/double-double.test.ts.
 */
export interface Dd {
  readonly hi: number;
  /** At most half a unit of the last place of `hi`. */
  readonly lo: number;
}

/** a + b for |a| >= |b|. */
const quickSum = (a: number, b: number): Dd => {
  const hi = a + b;
  return { hi, lo: b - (hi - a) };
};

const sum = (a: number, b: number): Dd => {
  const hi = a + b;
  const t = hi - a;
  return { hi, lo: a - (hi - t) + (b - t) };
};

/** 2^27 + 1: cuts a double in two halves of 26 bits. */
const SPLITTER = 134217729;

const product = (a: number, b: number): Dd => {
  const hi = a * b;
  const ta = SPLITTER * a;
  const a1 = ta - (ta - a);
  const a2 = a - a1;
  const tb = SPLITTER * b;
  const b1 = tb - (tb - b);
  const b2 = b - b1;
  return { hi, lo: a1 * b1 - hi + a1 * b2 + a2 * b1 + a2 * b2 };
};

export const dd = (x: number): Dd => ({ hi: x, lo: 0 });
export const neg = (a: Dd): Dd => ({ hi: -a.hi, lo: -a.lo });

export const add = (a: Dd, b: Dd): Dd => {
  const s = sum(a.hi, b.hi);
  const t = sum(a.lo, b.lo);
  const u = quickSum(s.hi, s.lo + t.hi);
  return quickSum(u.hi, u.lo + t.lo);
};
export const sub = (a: Dd, b: Dd): Dd => add(a, neg(b));

export const mul = (a: Dd, b: Dd): Dd => {
  const p = product(a.hi, b.hi);
  return quickSum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
};

export const div = (a: Dd, b: Dd): Dd => {
  const q1 = a.hi / b.hi;
  const r1 = sub(a, mul(b, dd(q1)));
  const q2 = r1.hi / b.hi;
  const r2 = sub(r1, mul(b, dd(q2)));
  const q = quickSum(q1, q2);
  return add(q, dd(r2.hi / b.hi));
};

/** a^n, n a natural number. */
const natural = (a: Dd, n: number): Dd => {
  let out = dd(1);
  let square = a;
  for (let m = n; m > 0; m = Math.floor(m / 2), square = mul(square, square))
    if (m % 2 === 1) out = mul(out, square);
  return out;
};

/** a^(p/q) for a > 0: z^q = a by one step of Newton's method from the double, then z^p. No power is beyond a and 1 / a. */
export const power = (a: Dd, p: number, q: number): Dd => {
  const z = dd(a.hi ** (1 / q));
  const miss = sub(div(a, natural(z, q)), dd(1));
  // (1 + miss)^(1/q) to second order
  const step = div(sub(miss, mul(mul(miss, miss), dd((q - 1) / (2 * q)))), dd(q));
  const root = natural(add(z, mul(z, step)), Math.abs(p));
  return p < 0 ? div(dd(1), root) : root;
};
