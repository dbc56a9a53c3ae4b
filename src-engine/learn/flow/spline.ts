/**
 * Monotone rational-quadratic spline on [-B, B], the identity outside (linear tails), B = 4: between knots (x_k, y_k) with slopes d_k,
 *   y = y_k + h (s xi^2 + d_k xi (1 - xi)) / (s + (d_k + d_(k+1) - 2 s) xi (1 - xi)),  xi = (x - x_k)/w,  s = h/w,
 * with widths w and heights h of the bins a softmax of what the network says (no bin below 1e-3 of the interval) and inner slopes softplus + 1e-3, the outer ones 1.
 * What is said is shifted so that zeros make the identity. The inverse solves a quadratic equation in the form that does not cancel.
 * C. Durkan, A. Bekasov, I. Murray, G. Papamakarios, arXiv:1906.04032, eqs. 4 to 8 and 29.
 * Proved by test/unit/engine/learn/flow/spline.test.ts.
 */
import { exp, log } from '../../kernel/math.ts';
import type { Mask, Real, Tracer } from '../../kernel/tracer.ts';
import type { Moved, Transform } from './coupling.ts';

const BOUND = 4;
const LEAST_BIN = 1e-3;
const LEAST_SLOPE = 1e-3;
/** softplus of it is 1 - LEAST_SLOPE. */
const UNIT_SLOPE = Math.log(Math.expm1(1 - LEAST_SLOPE));

/** log(1 + exp x), without overflow. */
const softplus = (k: Tracer, x: Real): Real => {
  const tail = log(k, k.add(k.constant(1), exp(k, k.neg(k.abs(x)))));
  return k.add(k.max(x, k.constant(0)), tail);
};

/** Sizes of bins that fill [-B, B]. */
const sizes = (k: Tracer, logits: readonly Real[]): Real[] => {
  const largest = logits.reduce((m, x) => k.max(m, x));
  const powers = logits.map((x) => exp(k, k.sub(x, largest)));
  const scale = k.div(
    k.constant(2 * BOUND * (1 - LEAST_BIN * logits.length)),
    powers.reduce((sum, x) => k.add(sum, x)),
  );
  return powers.map((x) => k.fma(x, scale, k.constant(2 * BOUND * LEAST_BIN)));
};

/** One bin: where it begins, its extents and the slopes at its ends. */
interface Bin {
  readonly x: Real;
  readonly y: Real;
  readonly width: Real;
  readonly height: Real;
  readonly left: Real;
  readonly right: Real;
}

/** The bin in which a number lies, found among the knots of `axis`: a chain of selections. */
const findBin = (k: Tracer, value: Real, axis: 'x' | 'y', bins: number, p: readonly Real[]): Bin => {
  const widths = sizes(k, p.slice(0, bins));
  const heights = sizes(k, p.slice(bins, 2 * bins));
  const slopes = p
    .slice(2 * bins)
    .map((x) => k.add(softplus(k, k.add(x, k.constant(UNIT_SLOPE))), k.constant(LEAST_SLOPE)));
  const one = k.constant(1);
  let x = k.constant(-BOUND);
  let y = k.constant(-BOUND);
  let found: Bin = { x, y, width: widths[0]!, height: heights[0]!, left: one, right: slopes[0] ?? one };
  for (let i = 1; i < bins; i++) {
    x = k.add(x, widths[i - 1]!);
    y = k.add(y, heights[i - 1]!);
    const beyond: Mask = k.le(axis === 'x' ? x : y, value);
    const next: Bin = {
      x,
      y,
      width: widths[i]!,
      height: heights[i]!,
      left: slopes[i - 1]!,
      right: slopes[i] ?? one,
    };
    const before = found;
    const pick = (name: keyof Bin): Real => k.select(beyond, next[name], before[name]);
    found = {
      x: pick('x'),
      y: pick('y'),
      width: pick('width'),
      height: pick('height'),
      left: pick('left'),
      right: pick('right'),
    };
  }
  return found;
};

interface InBin {
  readonly bin: Bin;
  readonly xi: Real;
}

/** y and log dy/dx at xi of a bin. */
const evaluate = (k: Tracer, { bin, xi }: InBin): Moved => {
  const s = k.div(bin.height, bin.width);
  const rest = k.sub(k.constant(1), xi);
  const product = k.mul(xi, rest);
  const bend = k.sub(k.add(bin.left, bin.right), k.add(s, s));
  const denominator = k.fma(bend, product, s);
  const numerator = k.mul(bin.height, k.fma(k.mul(s, xi), xi, k.mul(bin.left, product)));
  const value = k.add(bin.y, k.div(numerator, denominator));
  // s^2 (d_(k+1) xi^2 + 2 s xi (1 - xi) + d_k (1 - xi)^2) / denominator^2
  const inner = k.fma(
    k.mul(bin.right, xi),
    xi,
    k.fma(k.add(s, s), product, k.mul(k.mul(bin.left, rest), rest)),
  );
  const ratio = k.div(s, denominator);
  return { value, logSlope: log(k, k.mul(k.mul(ratio, ratio), inner)) };
};

/** xi of a value y in its bin. */
const invert = (k: Tracer, bin: Bin, y: Real): Real => {
  const s = k.div(bin.height, bin.width);
  const up = k.sub(y, bin.y);
  const bend = k.sub(k.add(bin.left, bin.right), k.add(s, s));
  const bent = k.mul(up, bend);
  const a = k.fma(bin.height, k.sub(s, bin.left), bent);
  const b = k.sub(k.mul(bin.height, bin.left), bent);
  const c = k.neg(k.mul(s, up));
  const root = k.sqrt(k.max(k.fma(b, b, k.neg(k.mul(k.constant(4), k.mul(a, c)))), k.constant(0)));
  return k.div(k.mul(k.constant(2), c), k.neg(k.add(b, root)));
};

/** Inside the interval `moved`, outside x itself. */
const withTails = (k: Tracer, x: Real, moved: (inside: Real) => Moved): Moved => {
  const bound = k.constant(BOUND);
  const outside = k.le(bound, k.abs(x));
  // a harmless number for lanes that lie outside
  const { value, logSlope } = moved(k.select(outside, k.constant(0), x));
  return { value: k.select(outside, x, value), logSlope: k.select(outside, k.constant(0), logSlope) };
};

export const splineTransform = (bins: number): Transform => ({
  key: `spline ${bins}`,
  parameters: 3 * bins - 1,
  forward: (k, x, p) =>
    withTails(k, x, (inside) => {
      const bin = findBin(k, inside, 'x', bins, p);
      return evaluate(k, { bin, xi: k.div(k.sub(inside, bin.x), bin.width) });
    }),
  inverse: (k, y, p) =>
    withTails(k, y, (inside) => {
      const bin = findBin(k, inside, 'y', bins, p);
      const xi = invert(k, bin, inside);
      const { logSlope } = evaluate(k, { bin, xi });
      return { value: k.fma(xi, bin.width, bin.x), logSlope: k.neg(logSlope) };
    }),
});
