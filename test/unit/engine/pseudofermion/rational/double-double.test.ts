import { describe, expect, test } from 'vitest';
import {
  add,
  type Dd,
  dd,
  div,
  mul,
  neg,
  power,
  sub,
} from '../../../../../src-engine/pseudofermion/rational/double-double.ts';
import {
  over,
  type Precise,
  precise,
  precisePower,
  relativeDifference,
  times,
} from '../../../../support/high-precision.ts';
import { uniforms } from '../../../../support/random-field.ts';

/** Units of 2^-104, the last digit of a double-double. */
const units = (found: Dd, exact: Precise): number =>
  Math.abs(relativeDifference(precise(found.hi) + precise(found.lo), exact)) * 2 ** 104;
const exactly = (a: Dd): Precise => precise(a.hi) + precise(a.lo);

const next = uniforms(5);
/** With random digits in both halves. */
const number = (): Dd => {
  const hi = (next() + 0.1) * 10 ** Math.floor(8 * next() - 4);
  return add(dd(hi), dd(hi * 2 ** -54 * next()));
};
const pairs = Array.from({ length: 200 }, () => [number(), number()] as const);

describe('double-double numbers', () => {
  test('add, subtract, multiply and divide to their last digits', () => {
    for (const [a, b] of pairs) {
      expect(units(add(a, b), exactly(a) + exactly(b))).toBeLessThan(4);
      expect(units(mul(a, b), times(exactly(a), exactly(b)))).toBeLessThan(8);
      expect(units(div(a, b), over(exactly(a), exactly(b)))).toBeLessThan(16);
    }
  });

  test('keep what is left of a difference', () => {
    for (const [a] of pairs) {
      const b = add(a, dd(a.hi * 1e-20));
      expect(sub(b, a).hi / (a.hi * 1e-20)).toBeCloseTo(1, 9);
      expect(add(a, neg(a))).toEqual(dd(0));
    }
  });

  test.each([
    [-1, 2],
    [1, 4],
    [-3, 8],
    [-7, 16],
    [5, 6],
    [-127, 128],
  ])('have the power %i/%i', (p, q) => {
    for (const [a] of pairs.slice(0, 8)) {
      expect(units(power(a, p, q), precisePower(exactly(a), p, q))).toBeLessThan(64);
    }
  });
});
