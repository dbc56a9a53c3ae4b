/**
 * Real scalar field with a quartic term, lattice units, any dimension:
 *   S = sum_x [ m^2 phi^2 + lambda phi^4 + sum_mu phi(x) (2 phi(x) - phi(x + mu) - phi(x - mu)) ],  weight exp(-S) prod dphi
 * (M. Albergo, G. Kanwar, P. Shanahan, arXiv:1904.12072, eq. 24: no factor 1/2 anywhere).
 * Annealing goes straight from the normal distribution: S_a = (1 - a) sum phi^2 / 2 + a S, so that a flow that is the identity samples the
 * target of scale 0, and exp(-S_a) can be normalised at every a for every m^2 when lambda > 0.
 * Proved by test/unit/engine/learn/target/phi4.test.ts.
 */
import { gradient } from '../../kernel/adjoint.ts';
import type { Site } from '../../kernel/graph.ts';
import type { Real, Tracer } from '../../kernel/tracer.ts';
import type { Target } from '../target.ts';

export interface Phi4Coupling {
  /** May be negative. */
  readonly massSquared: number;
  readonly lambda: number;
}

/** Coefficients of a sum_x phi^2 + b phi^4 - 2 c sum_links phi phi'. */
interface Coefficients {
  readonly square: Real;
  readonly quartic: Real;
  readonly hopping: Real;
}

/** The action as a density: phi is component 0 of `field`. */
export const phi4Density = (
  k: Tracer,
  field: number,
  x: Site,
  { square, quartic, hopping }: Coefficients,
): Real => {
  const phi = k.load(field, x, 0);
  let around: Real | undefined;
  for (let mu = 0; mu < k.dimensions; mu++) {
    for (const step of [1, -1]) {
      const [neighbour] = k.move([k.load(field, k.shift(x, mu, step), 0)], x) as [Real];
      around = around ? k.add(around, neighbour) : neighbour;
    }
  }
  const phi2 = k.mul(phi, phi);
  const local = k.mul(phi2, k.fma(quartic, phi2, square));
  return k.sub(local, k.mul(hopping, k.mul(phi, around!)));
};

const coefficients = (k: Tracer): Coefficients => ({
  square: k.param(),
  quartic: k.param(),
  hopping: k.param(),
});

export const phi4Target = ({ massSquared, lambda }: Phi4Coupling): Target => {
  const params = (dimensions: number, scale: number): number[] => [
    (1 - scale) / 2 + scale * (massSquared + 2 * dimensions),
    scale * lambda,
    scale,
  ];
  return {
    key: `phi4 m2=${massSquared} lambda=${lambda}`,
    components: 1,
    action: (x, density, scale) => {
      const kernel = x.lattice.kernel('phi4 action', (k) => {
        const field = k.field('phi', 1);
        const out = k.field('density', 1);
        k.store(out, 0, phi4Density(k, field, k.here, coefficients(k)));
      });
      kernel([x, density], { params: params(x.lattice.dims.length, scale) });
    },
    addGradient: (x, weight, xBar, scale) => {
      const kernel = x.lattice.kernel('phi4 gradient', (k) => {
        const field = k.field('phi', 1);
        const weights = k.field('weight', 1);
        const bar = k.field('phiBar', 1);
        const couplings = coefficients(k);
        const [slope] = gradient(k, (kk, y) => phi4Density(kk, field, y, couplings), field) as [Real];
        k.store(bar, 0, k.fma(k.load(weights, k.here, 0), slope, k.load(bar, k.here, 0)));
      });
      kernel([x, weight, xBar], { params: params(x.lattice.dims.length, scale) });
    },
  };
};
