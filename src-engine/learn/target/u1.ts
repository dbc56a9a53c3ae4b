/**
 * U(1) gauge theory, links as angles: S = -beta sum_x sum_{mu<nu} cos theta_P, theta_P = theta_mu(x) + theta_nu(x+mu) - theta_mu(x+nu) - theta_nu(x), weight
 * exp(-S) prod d theta (flat, so that Z is (2 pi)^links times that of the normalised Haar measure). K. Wilson, Phys. Rev. D 10 (1974) 2445.
 * Annealing scales beta: at scale 0 the target is the uniform prior. Proved by test/unit/engine/learn/target/u1.test.ts.
 */
import { gradient } from '../../kernel/adjoint.ts';
import type { Site } from '../../kernel/graph.ts';
import { cos } from '../../kernel/math.ts';
import type { Real, Tracer } from '../../kernel/tracer.ts';
import { planesOf } from '../../observable/planes.ts';
import type { Target } from '../target.ts';

/** The angle of the plaquette (mu, nu) at `x`; angles are components of `field`. */
export const plaquetteAngle = (k: Tracer, field: number, x: Site, mu: number, nu: number): Real => {
  const at = (site: Site, direction: number): Real => {
    const angle = k.load(field, site, direction);
    return site === x ? angle : k.move([angle], x)[0]!;
  };
  const there = k.add(at(x, mu), at(k.shift(x, mu), nu));
  const back = k.add(at(k.shift(x, nu), mu), at(x, nu));
  return k.sub(there, back);
};

const density = (k: Tracer, field: number, x: Site, beta: Real): Real => {
  const all = planesOf(k.dimensions).map(({ mu, nu }) => cos(k, plaquetteAngle(k, field, x, mu, nu)));
  return k.neg(
    k.mul(
      beta,
      all.reduce((a, b) => k.add(a, b)),
    ),
  );
};

export const u1Target = (beta: number, dimensions = 2): Target => ({
  key: `u1 beta=${beta}`,
  components: dimensions,
  action: (x, out, scale) => {
    const kernel = x.lattice.kernel('u1 action', (k) => {
      const angles = k.field('angles', dimensions);
      const action = k.field('action', 1);
      k.store(action, 0, density(k, angles, k.here, k.param()));
    });
    kernel([x, out], { params: [scale * beta] });
  },
  addGradient: (x, weight, xBar, scale) => {
    const kernel = x.lattice.kernel('u1 gradient', (k) => {
      const angles = k.field('angles', dimensions);
      const weights = k.field('weight', 1);
      const bar = k.field('bar', dimensions);
      const coupling = k.param();
      const slopes = gradient(k, (kk, y) => density(kk, angles, y, coupling), angles);
      const w = k.load(weights, k.here, 0);
      slopes.forEach((slope, mu) => k.store(bar, mu, k.fma(w, slope, k.load(bar, k.here, mu))));
    });
    kernel([x, weight, xBar], { params: [scale * beta] });
  },
});
