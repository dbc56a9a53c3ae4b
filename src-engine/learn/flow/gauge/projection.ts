/**
 * A mixture of non-compact projections of the circle, with a shift:
 *   x -> (1/n) sum_j 2 atan(exp(s_j) tan(x/2)) + t,   slope (1/n) sum_j 1 / (exp(-s_j) cos^2(x/2) + exp(s_j) sin^2(x/2)).
 * The arc tangent is that of the point (exp(-s/2) cos(x/2), exp(s/2) sin(x/2)), so nothing is singular at x = +-pi. A mean of monotone functions takes the
 * value y between the smallest and the largest of their preimages of y, from where the inverse is searched for.
 * D. Rezende et al., arXiv:2002.02428; G. Kanwar et al., arXiv:2003.06413. Proved by test/unit/engine/learn/flow/gauge/circle-transform.test.ts.
 */
import { atan2, exp, log, sincos } from '../../../kernel/math.ts';
import type { Real, Tracer } from '../../../kernel/tracer.ts';
import { type CircleTransform, wrapAngle } from './circle-transform.ts';

interface Point {
  readonly sin: Real;
  readonly cos: Real;
}

/** x/2 stretched by exp(s): the point at angle atan(exp(s) tan(x/2)); its squared radius is 1 / slope. */
const stretch = (k: Tracer, half: Point, s: Real): Point => {
  const root = exp(k, k.mul(k.constant(0.5), s));
  return { sin: k.mul(root, half.sin), cos: k.div(half.cos, root) };
};
const halfOf = (k: Tracer, x: Real): Point => sincos(k, k.mul(k.constant(0.5), x));
const angleOf = (k: Tracer, { sin, cos }: Point): Real => k.mul(k.constant(2), atan2(k, sin, cos));
const sum = (k: Tracer, all: readonly Real[]): Real => all.reduce((a, b) => k.add(a, b));

export const projection = (terms: number): CircleTransform => ({
  key: `projection ${terms}`,
  parameters: terms + 1,
  forward: (k, x, p) => {
    const half = halfOf(k, x);
    const points = p.slice(0, terms).map((s) => stretch(k, half, s));
    const slopes = points.map(({ sin, cos }) => k.div(k.constant(1), k.fma(sin, sin, k.mul(cos, cos))));
    const share = k.constant(1 / terms);
    const mean = k.mul(
      share,
      sum(
        k,
        points.map((point) => angleOf(k, point)),
      ),
    );
    return { value: k.add(mean, p[terms]!), logSlope: log(k, k.mul(share, sum(k, slopes))) };
  },
  inverse: {
    kind: 'bracketed',
    of: (k, y, p) => {
      const t = p[terms]!;
      const z = wrapAngle(k, k.sub(y, t));
      const half = halfOf(k, z);
      const ends = p.slice(0, terms).map((s) => angleOf(k, stretch(k, half, k.neg(s))));
      return {
        low: ends.reduce((a, b) => k.min(a, b)),
        high: ends.reduce((a, b) => k.max(a, b)),
        target: k.add(z, t),
      };
    },
  },
});
