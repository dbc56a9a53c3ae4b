/**
 * Random h = h0 + i h.sigma of SU(2) with density proportional to exp(a h0) in the Haar measure, a >= 0, inside kernels.
 *
 * x = (1 - h0)/2 has density sqrt(x (1 - x)) exp(-2 a x) on (0, 1). As in A. Kennedy and B. Pendleton, Phys. Lett. B156 (1985) 393, x is
 * proposed from a Gamma distribution of order 3/2 and refused at random; but instead of bounding sqrt(1 - x) by 1, its logarithm is
 * bounded by a tangent (it is concave): for every s > 0
 *   sqrt(1 - x) = const exp(-s x) sqrt(y exp(1 - y)),   y = 2 s (1 - x),   y exp(1 - y) <= 1.
 * So x is drawn from sqrt(x) exp(-(2 a + s) x) and kept if r^2 <= y exp(1 - y) with r uniform; x > 1 is refused by the same test. With
 * s = 2 (1 + a)/(1 + 4 a), close to the best tangent for every a, the probability of refusal is 44 % at a = 0, 6 % at 2, 0.1 % at 10,
 * where Kennedy's and Pendleton's is 100 %, 24 % and 4 %.
 * With -log r1 = e1, -log r3 = e3 and an angle, n = (sqrt(2 e1) (cos, sin)(phi), sqrt(2 e3) cos(chi)) is normal in three dimensions:
 * n^2/2 is the Gamma variable and n/|n| an independent direction, which becomes that of (h1, h2, h3).
 *
 * A fixed number of trials: when all are refused, `accepted` is unset and the caller keeps its link. That is exact, because the
 * probability of refusal depends on a alone, and a does not change when the link is multiplied by an element of the subgroup.
 * Test: test/unit/engine/update/draw-su2.test.ts.
 */
import type { Quaternion } from '../group/quaternion.ts';
import { exp, log, sincosTurns } from '../kernel/math.ts';
import type { Mask, Real, Tracer } from '../kernel/tracer.ts';
import { coarseUniform, type KernelStream, nextBlock } from '../random/stream.ts';

export interface Drawn<T> {
  readonly value: T;
  readonly accepted: Mask;
}

export const drawSu2 = (k: Tracer, stream: KernelStream, a: Real, trials: number): Drawn<Quaternion> => {
  const one = k.constant(1);
  const two = k.constant(2);
  const slope = k.fma(k.constant(4), a, one); // 1 + 4 a
  // 2 a + s = (8 a^2 + 4 a + 2)/(1 + 4 a)
  const width = k.div(slope, k.fma(k.fma(k.constant(8), a, k.constant(4)), a, two));
  const doubleS = k.div(k.fma(k.constant(4), a, k.constant(4)), slope);

  let phi: Real | undefined;
  let accepted: Mask | undefined;
  let across = one; // e1, and c sqrt(e3), over the rate: x = across + along^2
  let along = one;
  let x = one;
  for (let i = 0; i < trials; i++) {
    const [hi1, lo1, hi3, lo3] = nextBlock(k, stream);
    const [angle, accept, direction] = nextBlock(k, stream);
    phi ??= coarseUniform(k, direction);
    const { cos } = sincosTurns(k, coarseUniform(k, angle));
    const e1 = k.mul(k.neg(log(k, k.unit(hi1, lo1))), width);
    const z = k.mul(cos, k.sqrt(k.mul(k.neg(log(k, k.unit(hi3, lo3))), width)));
    const gap = k.fma(z, z, e1);
    const y = k.fma(k.neg(doubleS), gap, doubleS);
    const r = coarseUniform(k, accept);
    const keep = k.le(k.mul(r, r), k.mul(y, exp(k, k.sub(one, y))));
    if (accepted === undefined) {
      [accepted, across, along, x] = [keep, e1, z, gap];
    } else {
      across = k.select(accepted, across, e1);
      along = k.select(accepted, along, z);
      x = k.select(accepted, x, gap);
      accepted = k.or(accepted, keep);
    }
  }
  const rest = k.sub(one, x);
  const { sin, cos } = sincosTurns(k, phi!);
  const radius = k.mul(two, k.sqrt(k.mul(across, rest)));
  return {
    value: [
      k.fma(k.neg(two), x, one),
      k.mul(radius, cos),
      k.mul(radius, sin),
      k.mul(k.mul(two, along), k.sqrt(rest)),
    ],
    accepted: accepted!,
  };
};
