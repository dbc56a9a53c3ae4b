/**
 * Gauge transformations U_mu(x) -> G(x) U_mu(x) G(x + mu)^dagger.
 * Test: test/unit/engine/lattice/gauge-transformation.test.ts.
 */
import { haarElement } from '../group/haar.ts';
import { adjoint, loadMatrix, mmul, moveMatrix, storeMatrix } from '../kernel/complex.ts';
import { openStream, streamParams } from '../random/stream.ts';
import type { GaugeField } from './gauge-field.ts';
import type { Field } from './lattice.ts';

/** A group element at every site, independent and Haar, a function of seed and update. Release it with `lattice.release`. */
export const randomTransformation = ({ lattice, group }: GaugeField, seed: number, update = 0): Field => {
  const g = lattice.field(group.linkComponents);
  const kernel = lattice.kernel(`random transformation ${group.name}`, (k) => {
    const f = k.field('transformation', group.linkComponents);
    storeMatrix(k, f, 0, haarElement(k, openStream(k), group));
  });
  kernel([g], { uparams: streamParams({ seed, purpose: 'gauge', update }) });
  return g;
};

/** Transforms the links in place. */
export const transform = ({ lattice, group, links }: GaugeField, transformation: Field): void => {
  const n = group.colours;
  const kernel = lattice.kernel(`transform ${group.name}`, (k) => {
    const u = k.field('links', links.components);
    const g = k.field('transformation', group.linkComponents);
    const here = loadMatrix(k, g, k.here, 0, n);
    lattice.dims.forEach((_, mu) => {
      const next = moveMatrix(k, loadMatrix(k, g, k.shift(k.here, mu), 0, n), k.here);
      const link = loadMatrix(k, u, k.here, mu * group.linkComponents, n);
      storeMatrix(k, u, mu * group.linkComponents, mmul(k, mmul(k, here, link), adjoint(k, next)));
    });
  });
  kernel([links, transformation]);
};
