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
import type { Complex } from '../kernel/complex.ts';
import { exp, sincosTurns } from '../kernel/math.ts';
import type { Mask, Real, Tracer } from '../kernel/tracer.ts';
import { coarseUniform, type KernelStream, nextBlock } from '../random/stream.ts';
import type { Drawn } from './draw-su2.ts';

export const drawU1 = (k: Tracer, stream: KernelStream, a: Real, trials: number): Drawn<Complex> => {
  const one = k.constant(1);
  const big = k.add(k.constant(1.5), k.sqrt(k.fma(a, a, k.constant(0.25))));
  const square = k.fma(big, big, k.neg(k.mul(a, a)));
  const ratio = k.div(a, big);
  let accepted: Mask | undefined;
  let re = one;
  let sine = one; // sin(alpha)/D
  for (let i = 0; i < trials; i++) {
    const [hi, lo, reverse, accept] = nextBlock(k, stream);
    const turn = sincosTurns(k, k.unit(hi, lo));
    const reversed = k.lt(k.fma(ratio, turn.cos, one), k.mul(k.constant(2), coarseUniform(k, reverse)));
    const cos = k.select(reversed, k.neg(turn.cos), turn.cos);
    const sin = k.select(reversed, k.neg(turn.sin), turn.sin);
    const inverse = k.div(one, k.fma(a, cos, big));
    const w = k.mul(k.constant(0.5), k.mul(square, inverse));
    const bound = k.mul(w, exp(k, k.sub(one, w)));
    const keep = k.le(coarseUniform(k, accept), k.mul(bound, bound));
    const proposedRe = k.mul(k.fma(big, cos, a), inverse);
    const proposedSine = k.mul(sin, inverse);
    re = accepted === undefined ? proposedRe : k.select(accepted, re, proposedRe);
    sine = accepted === undefined ? proposedSine : k.select(accepted, sine, proposedSine);
    accepted = accepted === undefined ? keep : k.or(accepted, keep);
  }
  return { value: { re, im: k.mul(k.sqrt(square), sine) }, accepted: accepted! };
};
