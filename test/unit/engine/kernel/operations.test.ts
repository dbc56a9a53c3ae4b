import { describe, expect, test } from 'vitest';
import type { Precision } from '../../../../src-engine/kernel/graph.ts';
import type { Real, Tracer } from '../../../../src-engine/kernel/tracer.ts';
import { evaluateRows } from '../../../support/kernel-lab.ts';

/** Numbers that are exact in both precisions, so that every expected value is too (up to one rounding). */
const PAIRS: readonly (readonly [number, number, number])[] = [
  [1.5, -2.25, 0.75],
  [-3, 8, -0.5],
  [0.125, 0.125, 1],
  [2.5, 0.5, -7],
  [-0.5, -1.5, 4],
  [1024, 3, 0.0625],
  [-2.5, 1, 2],
];

const nearestEven = (x: number): number => {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
};

interface Case {
  readonly name: string;
  readonly traced: (k: Tracer, a: Real, b: Real, c: Real) => Real;
  readonly plain: (a: number, b: number, c: number) => number;
}

const CASES: readonly Case[] = [
  { name: 'load', traced: (_, a) => a, plain: (a) => a },
  { name: 'add', traced: (k, a, b) => k.add(a, b), plain: (a, b) => a + b },
  { name: 'sub', traced: (k, a, b) => k.sub(a, b), plain: (a, b) => a - b },
  { name: '-a - b', traced: (k, a, b) => k.sub(k.neg(a), b), plain: (a, b) => -a - b },
  { name: '-a + b', traced: (k, a, b) => k.add(k.neg(a), b), plain: (a, b) => b - a },
  { name: 'mul', traced: (k, a, b) => k.mul(a, b), plain: (a, b) => a * b },
  { name: '-a b', traced: (k, a, b) => k.mul(k.neg(a), b), plain: (a, b) => -a * b },
  { name: 'div', traced: (k, a, b) => k.div(a, b), plain: (a, b) => a / b },
  { name: 'a / -b', traced: (k, a, b) => k.div(a, k.neg(b)), plain: (a, b) => -a / b },
  { name: 'neg', traced: (k, a) => k.neg(a), plain: (a) => -a },
  { name: 'fma', traced: (k, a, b, c) => k.fma(a, b, c), plain: (a, b, c) => a * b + c },
  { name: '-a b + c', traced: (k, a, b, c) => k.fma(k.neg(a), b, c), plain: (a, b, c) => c - a * b },
  { name: 'a b - c', traced: (k, a, b, c) => k.fma(a, b, k.neg(c)), plain: (a, b, c) => a * b - c },
  {
    name: '-a b - c',
    traced: (k, a, b, c) => k.fma(k.neg(a), b, k.neg(c)),
    plain: (a, b, c) => -a * b - c,
  },
  { name: 'a b + nothing', traced: (k, a, b) => k.fma(a, b), plain: (a, b) => a * b },
  { name: 'sqrt', traced: (k, a) => k.sqrt(k.abs(a)), plain: (a) => Math.sqrt(Math.abs(a)) },
  { name: 'abs', traced: (k, a) => k.abs(k.neg(a)), plain: (a) => Math.abs(a) },
  { name: 'min', traced: (k, a, b) => k.min(a, k.neg(b)), plain: (a, b) => Math.min(a, -b) },
  { name: 'max', traced: (k, a, b) => k.max(k.neg(a), b), plain: (a, b) => Math.max(-a, b) },
  { name: 'nearest', traced: (k, a) => k.nearest(a), plain: nearestEven },
  { name: 'nearest of -a', traced: (k, a) => k.nearest(k.neg(a)), plain: (a) => nearestEven(-a) },
  {
    name: 'pow2',
    traced: (k, a) => k.pow2(k.min(k.nearest(a), k.constant(20))),
    plain: (a) => 2 ** Math.min(nearestEven(a), 20),
  },
  {
    name: 'exponent',
    traced: (k, a) => k.exponent(k.abs(a)),
    plain: (a) => Math.floor(Math.log2(Math.abs(a))),
  },
  {
    name: 'mantissa',
    traced: (k, a) => k.mantissa(k.abs(a)),
    plain: (a) => Math.abs(a) / 2 ** Math.floor(Math.log2(Math.abs(a))),
  },
  { name: 'lt', traced: (k, a, b, c) => k.select(k.lt(a, b), c, a), plain: (a, b, c) => (a < b ? c : a) },
  { name: 'le', traced: (k, a, b, c) => k.select(k.le(a, b), c, b), plain: (a, b, c) => (a <= b ? c : b) },
  {
    name: 'select of opposite signs',
    traced: (k, a, b, c) => k.select(k.lt(a, b), k.neg(c), a),
    plain: (a, b, c) => (a < b ? -c : a),
  },
  {
    name: 'and',
    traced: (k, a, b, c) => k.select(k.and(k.lt(a, b), k.lt(b, c)), a, k.neg(b)),
    plain: (a, b, c) => (a < b && b < c ? a : -b),
  },
  {
    name: 'or',
    traced: (k, a, b, c) => k.select(k.or(k.lt(a, b), k.lt(b, c)), a, k.neg(b)),
    plain: (a, b, c) => (a < b || b < c ? a : -b),
  },
  { name: 'constant', traced: (k) => k.constant(-0.375), plain: () => -0.375 },
  { name: 'constant times', traced: (k, a) => k.mul(k.constant(-1), a), plain: (a) => -a },
  { name: 'zero times', traced: (k, a) => k.mul(k.constant(0), a), plain: () => 0 },
  { name: 'zero plus', traced: (k, a) => k.add(k.constant(0), a), plain: (a) => a },
  {
    name: 'folded',
    traced: (k) => k.div(k.fma(k.constant(3), k.constant(5), k.constant(1)), k.constant(-4)),
    plain: () => -4,
  },
  { name: 'one times plus', traced: (k, a, b) => k.fma(k.constant(-1), a, b), plain: (a, b) => b - a },
];

const TARGETS = (['f64', 'f32'] as const).flatMap((precision) =>
  [false, true].map((reproducible) => ({ precision, reproducible })),
);

describe.each(TARGETS)('$precision, reproducible: $reproducible', (target) => {
  const round = target.precision === 'f64' ? (x: number) => x : Math.fround;
  test.each(CASES)('$name', ({ traced, plain }) => {
    const rows = evaluateRows(PAIRS, (k, [a, b, c]) => [traced(k, a!, b!, c!)], target);
    // the sign of zero is not defined (signs are carried outside values)
    expect(rows.map((r) => r[0]! + 0)).toEqual(PAIRS.map(([a, b, c]) => round(plain(a, b, c)) + 0));
  });

  test('not a number and infinity pass through', () => {
    const rows = evaluateRows(
      [[Number.NaN], [Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY]],
      (k, [x]) => [k.add(x!, k.constant(1)), k.neg(x!), k.max(x!, k.constant(0)), k.fma(x!, x!, x!)],
      target,
    );
    expect(rows).toEqual([
      [Number.NaN, Number.NaN, Number.NaN, Number.NaN],
      [
        Number.POSITIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
        Number.POSITIVE_INFINITY,
        Number.POSITIVE_INFINITY,
      ],
      [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0, Number.NaN],
    ]);
  });

  test('parameters come in the order they are declared', () => {
    const [row] = evaluateRows(
      [[2]],
      (k, [x]) => {
        const [p, q] = [k.param(), k.param()];
        return [k.fma(p, x!, q), k.sub(p, q)];
      },
      { ...target, params: [8, 0.5] },
    );
    expect(row).toEqual([16.5, 7.5]);
  });
});

/** Integers in doubles, read back bit by bit through `unit`. */
const words = (
  precision: Precision,
  body: (k: Tracer) => { uint: ReturnType<Tracer['uint']>['uint'] }[],
): number[] => {
  const half = precision === 'f64' ? 2 ** 32 : 2 ** 23;
  const [row] = evaluateRows(
    [[0]],
    (k) =>
      body(k).flatMap((w) => [
        k.unit(w, k.uint(0)),
        // the low 16 bits, moved to the front
        k.unit(k.umul(w, k.uint(2 ** 16)).lo, k.uint(0)),
      ]),
    { precision },
  );
  const out: number[] = [];
  for (let i = 0; i < row!.length; i += 2) {
    const high = Math.floor(row![i]! * half) * (precision === 'f64' ? 1 : 2 ** 9);
    const low = Math.floor(row![i + 1]! * 2 ** 16);
    out.push(Math.floor(high / 2 ** 16) * 2 ** 16 + low);
  }
  return out;
};

describe.each(['f64', 'f32'] as const)('integers of 32 bits in %s', (precision) => {
  const A = 0xdeadbeef;
  const B = 0x9e3779b9;
  test('add, xor, product', () => {
    const product = BigInt(A) * BigInt(B);
    expect(
      words(precision, (k) => {
        const [a, b] = [k.uint(A), k.uint(B)];
        const p = k.umul(a, b);
        return [k.uadd(a, b), k.uxor(a, b), p.lo, p.hi, k.uadd(k.uxor(a, b), p.hi)];
      }),
    ).toEqual([
      (A + B) >>> 0,
      (A ^ B) >>> 0,
      Number(product & 0xffffffffn),
      Number(product >> 32n),
      (((A ^ B) >>> 0) + Number(product >> 32n)) >>> 0,
    ]);
  });

  test('unit reals lie half a step inside (0, 1)', () => {
    const [row] = evaluateRows(
      [[0]],
      (k) => [
        k.unit(k.uint(0), k.uint(0)),
        k.unit(k.uint(0xffffffff), k.uint(0xffffffff)),
        k.unit(k.uint(0x80000000), k.uint(0)),
        k.unit(k.uint(0), k.uint(0x1000)),
        k.unit(k.uint(0), k.uint(0xfff)),
      ],
      { precision },
    );
    const bits = precision === 'f64' ? 52 : 23;
    const step = 2 ** -(bits + 1);
    const oneBit = precision === 'f64' ? 2 ** -52 : 0;
    expect(row).toEqual([step, 1 - step, 0.5 + step, oneBit + step, step]);
  });
});
