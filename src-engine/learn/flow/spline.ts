/**
 * The spline transform of couplings: rational-quadratic (rational-quadratic.ts) on [-4, 4] with slope one at its ends, the identity outside (linear tails).
 * C. Durkan, A. Bekasov, I. Murray, G. Papamakarios, arXiv:1906.04032; on lattices L. Del Debbio et al., arXiv:2105.12481.
 * Proved by test/unit/engine/learn/flow/spline.test.ts.
 */
import type { Real, Tracer } from '../../kernel/tracer.ts';
import type { Moved, Transform } from './coupling.ts';
import { rationalQuadratic } from './rational-quadratic.ts';

const BOUND = 4;

/** Inside the interval `moved`, outside x itself. */
const withTails = (k: Tracer, x: Real, moved: (inside: Real) => Moved): Moved => {
  const outside = k.le(k.constant(BOUND), k.abs(x));
  // a harmless number for lanes that lie outside
  const { value, logSlope } = moved(k.select(outside, k.constant(0), x));
  return { value: k.select(outside, x, value), logSlope: k.select(outside, k.constant(0), logSlope) };
};

export const splineTransform = (bins: number): Transform => {
  const spline = rationalQuadratic({ from: -BOUND, to: BOUND, bins, ends: 'unit' });
  return {
    key: `spline ${bins}`,
    parameters: spline.parameters,
    forward: (k, x, p) => withTails(k, x, (inside) => spline.forward(k, inside, p)),
    inverse: (k, y, p) => withTails(k, y, (inside) => spline.inverse(k, inside, p)),
  };
};
