/**
 * Metropolis of a scalar field: at every site proposals phi + width v, v uniform in (-1, 1), each kept with probability min(1, exp(-dS)), on sets of sites that are no
 * neighbours of each other (N. Metropolis et al., J. Chem. Phys. 21 (1953) 1087). With h the sum over the 2d neighbours,
 *   S(phi) = (m^2 + 2d) phi^2 + lambda phi^4 - 2 phi h + const.
 * Tests: test/unit/engine/scalar/scalar-metropolis.test.ts, test/statistics/scalar.test.ts.
 */
import { exp } from '../kernel/math.ts';
import type { Real, Tracer } from '../kernel/tracer.ts';
import { colourSites } from '../lattice/colouring.ts';
import type { Phi4Coupling } from '../learn/target/phi4.ts';
import { openStream, streamParams, uniforms } from '../random/stream.ts';
import type { ScalarField } from './scalar-field.ts';
import type { ScalarDraw } from './scalar-hmc.ts';

export interface ScalarMetropolisOptions {
  readonly hits: number;
  readonly width: number;
}

export interface ScalarSweep {
  /** Fraction of proposals kept. */
  sweep(draw: ScalarDraw): number;
}

export const scalarMetropolis = (
  { lattice, phi }: ScalarField,
  { massSquared, lambda }: Phi4Coupling,
  { hits, width }: ScalarMetropolisOptions,
): ScalarSweep => {
  const { dims, volume } = lattice;
  // an extent of 2 makes the two neighbours of a direction one site, which is still another one
  const neighbours = dims.map((_, mu) => dims.map((_, nu) => (mu === nu ? 1 : 0)));
  const { colours, of } = colourSites(dims, neighbours, lattice.layout.splitDimensions[0]);
  const sets = Array.from({ length: colours }, (_, c) =>
    lattice.siteList(Array.from({ length: volume }, (_, site) => site).filter((site) => of[site] === c)),
  );
  const sweep = lattice.kernel(`scalar metropolis ${hits} hits`, (k) => {
    const field = k.field('phi', 1);
    const [square, quartic, size] = [k.param(), k.param(), k.param()];
    const stream = openStream(k);
    const around = sumOfNeighbours(k, field);
    const minusTwo = k.constant(-2);
    const local = (x: Real): Real => {
      const x2 = k.mul(x, x);
      return k.fma(x2, k.fma(quartic, x2, square), k.mul(minusTwo, k.mul(x, around)));
    };
    let value = k.load(field, k.here, 0);
    let kept = k.constant(0);
    for (let hit = 0; hit < hits; hit++) {
      const [u, v] = uniforms(k, stream, 2) as [Real, Real];
      const proposed = k.fma(size, k.fma(k.constant(2), u, k.constant(-1)), value);
      const loss = k.sub(local(value), local(proposed));
      const keep = k.lt(v, exp(k, k.min(loss, k.constant(0))));
      value = k.select(keep, proposed, value);
      kept = k.add(kept, k.select(keep, k.constant(1), k.constant(0)));
    }
    k.store(field, 0, value);
    k.reduce(kept);
  });
  const params = [massSquared + 2 * dims.length, lambda, width];
  return {
    sweep: (draw) => {
      let kept = 0;
      // one address for all sets: random numbers depend on the site
      for (const sites of sets)
        kept += sweep([phi], {
          params,
          sites,
          uparams: streamParams({ ...draw, purpose: 'metropolis' }),
        })[0]!;
      return kept / (hits * volume);
    },
  };
};

/** Over both neighbours in each direction. */
export const sumOfNeighbours = (k: Tracer, field: number): Real => {
  let sum: Real | undefined;
  for (let mu = 0; mu < k.dimensions; mu++)
    for (const step of [1, -1]) {
      const [there] = k.move([k.load(field, k.shift(k.here, mu, step), 0)], k.here) as [Real];
      sum = sum ? k.add(sum, there) : there;
    }
  return sum!;
};
