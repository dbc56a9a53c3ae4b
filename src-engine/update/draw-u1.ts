/**
 * Random (cos t, sin t) with density proportional to exp(a cos t), a >= 0, inside kernels (von Mises distribution).
 *
 * As in D. Best and N. Fisher, Appl. Statist. 28 (1979) 152, but with the square of the wrapped Cauchy density as the envelope, which is
 * closer: propose t with density proportional to (R - a cos t)^-2 and keep it if v <= (w exp(1 - w))^2, w = (R - a cos t)/2, v uniform;
 * w exp(1 - w) <= 1 makes it exact for every R > a. R = 3/2 + sqrt(1/4 + a^2) is within a percent of the best; at most 17 % are refused.
 * The proposal: an angle with density 1 + (a/R) cos(alpha), that is a uniform one, reversed with probability (1 - (a/R) cos(alpha))/2, goes to
 *   cos t = (a + R cos(alpha))/D,   sin t = sqrt(R^2 - a^2) sin(alpha)/D,   D = R + a cos(alpha),   w = (R^2 - a^2)/(2 D).
 * A fixed number of trials, as in draw-su2.ts: exact for the same reason. Test: test/unit/engine/update/draw-u1.test.ts.
 */
import { type Complex, range } from '../kernel/complex.ts';
import { exp } from '../kernel/math.ts';
import type { Real, Tracer } from '../kernel/tracer.ts';
import { type QuickStream, quickCirclePoint, quickUniform } from '../random/quick.ts';
import type { Drawn } from './draw-su2.ts';

export const drawU1 = (k: Tracer, quick: QuickStream, a: Real, trials: number): Drawn<Complex> => {
  const one = k.constant(1);
  const big = k.add(k.constant(1.5), k.sqrt(k.fma(a, a, k.constant(0.25)))); // R
  const square = k.fma(big, big, k.neg(k.mul(a, a)));
  const ratio = k.div(a, big);
  const tried = range(trials).map(() => {
    const turn = quickCirclePoint(k, quickUniform(k, quick));
    const reversed = k.lt(k.fma(ratio, turn.cos, one), k.mul(k.constant(2), quickUniform(k, quick)));
    const cos = k.select(reversed, k.neg(turn.cos), turn.cos);
    const sin = k.select(reversed, k.neg(turn.sin), turn.sin);
    const inverse = k.div(one, k.fma(a, cos, big)); // 1/D
    const w = k.mul(k.constant(0.5), k.mul(square, inverse));
    const bound = k.mul(w, exp(k, k.sub(one, w)));
    return {
      keep: k.le(quickUniform(k, quick), k.mul(bound, bound)),
      re: k.mul(k.fma(big, cos, a), inverse),
      sine: k.mul(sin, inverse),
    };
  });
  const { keep, re, sine } = tried.reduce((first, next) => ({
    keep: k.or(first.keep, next.keep),
    re: k.select(first.keep, first.re, next.re),
    sine: k.select(first.keep, first.sine, next.sine),
  }));
  return { value: { re, im: k.mul(k.sqrt(square), sine) }, accepted: keep };
};
