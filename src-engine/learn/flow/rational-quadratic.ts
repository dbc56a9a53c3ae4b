/**
 * Monotone rational-quadratic spline of an interval onto itself: between knots (x_k, y_k) with slopes d_k,
 *   y = y_k + h (s xi^2 + d_k xi (1 - xi)) / (s + (d_k + d_(k+1) - 2 s) xi (1 - xi)),  xi = (x - x_k)/w,  s = h/w,
 * with widths w and heights h of the bins a softmax of the parameters (no bin below 1e-3 of the interval) and slopes softplus + 1e-3. At the ends of the interval
 * the slope is one (`unit`), free, or the same at both (`periodic`). Parameters are shifted so that zeros make the identity. The inverse solves a quadratic
 * equation in the form that does not cancel. C. Durkan, A. Bekasov, I. Murray, G. Papamakarios, arXiv:1906.04032, eqs. 4 to 8 and 29; on circles
 * D. Rezende et al., arXiv:2002.02428. Proved by test/unit/engine/learn/flow/spline.test.ts.
 */
import { withDerivative } from '../../kernel/derivative.ts';
import { exp, log } from '../../kernel/math.ts';
import type { Mask, Real, Tracer } from '../../kernel/tracer.ts';
import type { Moved } from './coupling.ts';

const LEAST_BIN = 1e-3;
const LEAST_SLOPE = 1e-3;
/** softplus of it is 1 - LEAST_SLOPE. */
const UNIT_SLOPE = Math.log(Math.expm1(1 - LEAST_SLOPE));

/** log(1 + exp x), without overflow. */
const softplus = (k: Tracer, x: Real): Real => {
  const tail = log(k, k.add(k.constant(1), exp(k, k.neg(k.abs(x)))));
  return k.add(k.max(x, k.constant(0)), tail);
};

export type SplineEnds = 'unit' | 'free' | 'periodic';

export interface SplineShape {
  readonly from: number;
  readonly to: number;
  readonly bins: number;
  readonly ends: SplineEnds;
}

/** Widths, heights and slopes. */
export const splineParameters = ({ bins, ends }: SplineShape): number =>
  3 * bins + { unit: -1, periodic: 0, free: 1 }[ends];

/** Sizes of bins that fill an interval. */
const sizes = (k: Tracer, length: number, logits: readonly Real[]): Real[] => {
  // a shift does not change the result
  const largest = withDerivative(
    logits.reduce((m, x) => k.max(m, x)),
    logits,
    (kk) => logits.map(() => kk.constant(0)),
  );
  const powers = logits.map((x) => exp(k, k.sub(x, largest)));
  const scale = k.div(
    k.constant(length * (1 - LEAST_BIN * logits.length)),
    powers.reduce((sum, x) => k.add(sum, x)),
  );
  return powers.map((x) => k.fma(x, scale, k.constant(length * LEAST_BIN)));
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

/** Slopes at the bins + 1 knots. */
const slopesOf = (k: Tracer, ends: SplineEnds, said: readonly Real[]): Real[] => {
  const slopes = said.map((x) =>
    k.add(softplus(k, k.add(x, k.constant(UNIT_SLOPE))), k.constant(LEAST_SLOPE)),
  );
  if (ends === 'free') return slopes;
  return ends === 'periodic' ? [...slopes, slopes[0]!] : [k.constant(1), ...slopes, k.constant(1)];
};

/** The bin in which a number lies, found among the knots of `axis`: a chain of selections. */
const findBin = (
  k: Tracer,
  value: Real,
  axis: 'x' | 'y',
  { from, to, bins, ends }: SplineShape,
  p: readonly Real[],
): Bin => {
  const widths = sizes(k, to - from, p.slice(0, bins));
  const heights = sizes(k, to - from, p.slice(bins, 2 * bins));
  const slopes = slopesOf(k, ends, p.slice(2 * bins));
  let x = k.constant(from);
  let y = k.constant(from);
  let found: Bin = { x, y, width: widths[0]!, height: heights[0]!, left: slopes[0]!, right: slopes[1]! };
  for (let i = 1; i < bins; i++) {
    x = k.add(x, widths[i - 1]!);
    y = k.add(y, heights[i - 1]!);
    const beyond: Mask = k.le(axis === 'x' ? x : y, value);
    const next: Bin = {
      x,
      y,
      width: widths[i]!,
      height: heights[i]!,
      left: slopes[i]!,
      right: slopes[i + 1]!,
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

/** xi of a value y in its bin: the root of a xi^2 + b xi + c in [0, 1], in that of its two forms that does not cancel. */
const invert = (k: Tracer, bin: Bin, y: Real): Real => {
  const s = k.div(bin.height, bin.width);
  const up = k.sub(y, bin.y);
  const bend = k.sub(k.add(bin.left, bin.right), k.add(s, s));
  const bent = k.mul(up, bend);
  const a = k.fma(bin.height, k.sub(s, bin.left), bent);
  const b = k.sub(k.mul(bin.height, bin.left), bent);
  const c = k.neg(k.mul(s, up));
  const root = k.sqrt(k.max(k.fma(b, b, k.neg(k.mul(k.constant(4), k.mul(a, c)))), k.constant(0)));
  const rising = k.le(k.constant(0), b);
  const sum = k.add(k.abs(b), root);
  const [two, twice] = [k.add(c, c), k.add(a, a)];
  return k.div(k.select(rising, k.neg(two), sum), k.select(rising, sum, twice));
};

export interface RationalQuadratic {
  readonly parameters: number;
  forward(k: Tracer, x: Real, p: readonly Real[]): Moved;
  inverse(k: Tracer, y: Real, p: readonly Real[]): Moved;
}

/** Arguments lie in the interval. */
export const rationalQuadratic = (shape: SplineShape): RationalQuadratic => ({
  parameters: splineParameters(shape),
  forward: (k, x, p) => {
    const bin = findBin(k, x, 'x', shape, p);
    return evaluate(k, { bin, xi: k.div(k.sub(x, bin.x), bin.width) });
  },
  inverse: (k, y, p) => {
    const bin = findBin(k, y, 'y', shape, p);
    const xi = invert(k, bin, y);
    const { logSlope } = evaluate(k, { bin, xi });
    return { value: k.fma(xi, bin.width, bin.x), logSlope: k.neg(logSlope) };
  },
});
