/**
 * Random numbers for the innermost loops of the updates: one 32-bit word for each uniform, and functions that are only as accurate and
 * as general as a random number needs. Discreteness and approximation change expectation values by less than 1e-9.
 *   quickCirclePoint: |error| < 1e-14.   quickNormal: Box and Muller, the radius squared to 1e-12.
 *   quickExp(v): relative error below 1e-11 for v in [-3, 1]; not negative elsewhere.
 * Proved by test/unit/engine/random/quick.test.ts.
 */
import type { Real, Tracer, Uint } from '../kernel/tracer.ts';
import { type KernelStream, nextBlock } from './stream.ts';

/** Words and normal deviates of one kernel, drawn in order; leftovers are kept for the next caller. */
export interface QuickStream {
  readonly stream: KernelStream;
  readonly words: Uint[];
  readonly normals: Real[];
}

export const quickStream = (stream: KernelStream): QuickStream => ({ stream, words: [], normals: [] });

/** A real in (0, 1): the middle of one of 2^32 steps. */
export const quickUniform = (k: Tracer, quick: QuickStream): Real => {
  if (quick.words.length === 0) quick.words.push(...nextBlock(k, quick.stream));
  return k.unit(quick.words.shift()!, k.uint(0x8000_0000));
};

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
const polynomial = (k: Tracer, x: Real, terms: readonly number[]): Real =>
  terms.slice(0, -1).reduceRight((sum, c) => k.fma(sum, x, k.constant(c)), k.constant(terms.at(-1)!));

/** 2 atanh(s)/s in powers of s^2, |s| <= (sqrt(2) - 1)/(sqrt(2) + 1). */
const ATANH = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => 2 / (2 * i + 1));
/** (sin(b) / b, cos(b)) in powers of b^2, |b| <= pi/8. */
const SIN = [0, 1, 2, 3, 4, 5].map((i) => (-1) ** i / factorial(2 * i + 1));
const COS = [0, 1, 2, 3, 4, 5, 6].map((i) => (-1) ** i / factorial(2 * i));
const EXP = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((i) => 8 ** -i / factorial(i));
const DOUBLINGS = 3;

/** log(u) for u in (0, 1), without care for the relative error at u = 1. */
const logarithm = (k: Tracer, u: Real): Real => {
  const m = k.mantissa(u);
  const root = k.constant(Math.SQRT2);
  const s = k.div(k.sub(m, root), k.add(m, root));
  const e = k.fma(k.exponent(u), k.constant(Math.LN2), k.constant(Math.LN2 / 2));
  return k.fma(s, polynomial(k, k.mul(s, s), ATANH), e);
};

/** A point of the unit circle at angle 2 pi (u - 1/2): an eighth of the angle, doubled three times. */
export const quickCirclePoint = (k: Tracer, u: Real): { readonly sin: Real; readonly cos: Real } => {
  const step = (2 * Math.PI) / 2 ** DOUBLINGS;
  const b = k.fma(u, k.constant(step), k.constant(-step / 2));
  const square = k.mul(b, b);
  let sin = k.mul(b, polynomial(k, square, SIN));
  let cos = polynomial(k, square, COS);
  const two = k.constant(2);
  for (let i = 0; i < DOUBLINGS; i++) {
    const twice = k.mul(two, sin);
    [sin, cos] = [k.mul(twice, cos), k.fma(k.neg(twice), sin, k.constant(1))];
  }
  return { sin, cos };
};

/** A normal deviate of variance 1. */
export const quickNormal = (k: Tracer, quick: QuickStream): Real => {
  const left = quick.normals.pop();
  if (left !== undefined) return left;
  const radius = k.sqrt(k.mul(k.constant(-2), logarithm(k, quickUniform(k, quick))));
  const { sin, cos } = quickCirclePoint(k, quickUniform(k, quick));
  quick.normals.push(k.mul(radius, sin));
  return k.mul(radius, cos);
};

/** exp(v) as the eighth power of a short series. */
export const quickExp = (k: Tracer, v: Real): Real => {
  let x = polynomial(k, v, EXP);
  for (let i = 0; i < 3; i++) x = k.mul(x, x);
  return x;
};
