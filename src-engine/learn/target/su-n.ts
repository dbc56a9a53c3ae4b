/**
 * SU(N) gauge theory with Wilson's action, S = -(beta/N) sum_x sum_{mu<nu} Re tr P_{mu nu}(x), weight exp(-S) prod dU with normalised Haar measure.
 * K. Wilson, Phys. Rev. D 10 (1974) 2445. Annealing scales beta: at scale 0 the target is the Haar prior.
 * Proved by test/unit/engine/learn/target/su-n.test.ts.
 */
import { declareLinks, type LinkField, pathProduct } from '../../action/path-product.ts';
import { gradient } from '../../kernel/adjoint.ts';
import { trace } from '../../kernel/complex.ts';
import type { Real, Tracer } from '../../kernel/tracer.ts';
import { planesOf } from '../../observable/planes.ts';
import type { Target } from '../target.ts';

/** `coupling` is beta/N. */
const density = (k: Tracer, links: LinkField, coupling: Real): Real => {
  const traces = planesOf(k.dimensions).map(
    ({ mu, nu }) => trace(k, pathProduct(k, links, k.here, [mu + 1, nu + 1, -mu - 1, -nu - 1])).re,
  );
  return k.neg(
    k.mul(
      coupling,
      traces.reduce((a, b) => k.add(a, b)),
    ),
  );
};

export const suTarget = (colours: number, beta: number, dimensions = 2): Target => {
  const components = dimensions * 2 * colours ** 2;
  return {
    key: `su${colours} beta=${beta}`,
    components,
    action: (x, out, scale) => {
      const kernel = x.lattice.kernel(`su action ${colours}`, (k) => {
        const links = declareLinks(k, 'links', colours);
        const action = k.field('action', 1);
        k.store(action, 0, density(k, links, k.param()));
      });
      kernel([x, out], { params: [(scale * beta) / colours] });
    },
    addGradient: (x, weight, xBar, scale) => {
      const kernel = x.lattice.kernel(`su gradient ${colours}`, (k) => {
        const links = declareLinks(k, 'links', colours);
        const weights = k.field('weight', 1);
        const bar = k.field('bar', components);
        const coupling = k.param();
        const slopes = gradient(k, (kk) => density(kk, links, coupling), links.field);
        const w = k.load(weights, k.here, 0);
        slopes.forEach((slope, c) => k.store(bar, c, k.fma(w, slope, k.load(bar, k.here, c))));
      });
      kernel([x, weight, xBar], { params: [(scale * beta) / colours] });
    },
  };
};
