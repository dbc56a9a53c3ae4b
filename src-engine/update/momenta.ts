/**
 * Momenta of molecular dynamics: one algebra element per link (group/group.ts), H = sum_links sum_a (p^a)^2 / 2 + S.
 * Test: test/unit/engine/update/hmc.test.ts.
 */
import { loadLink } from '../action/path-product.ts';
import {
  fromCoefficients,
  kineticEnergy,
  loadAlgebra,
  scaleAlgebra,
  storeAlgebra,
} from '../group/algebra.ts';
import { exponential } from '../group/exponential.ts';
import { mmul, storeMatrix } from '../kernel/complex.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';
import { type DrawAddress, gaussians, openStream, streamParams } from '../random/stream.ts';

/** A field of d algebra elements per site. */
export type MomentumField = Field;

export interface Momenta {
  readonly field: MomentumField;
  /** Draws p^a ~ N(0, 1). */
  refresh(draw: Omit<DrawAddress, 'purpose'>): void;
  kineticEnergy(): number;
  /** U -> exp(eps P) U */
  drift(eps: number): void;
  /** P -> -P */
  flip(): void;
}

export const makeMomenta = ({ lattice, group, links }: GaugeField): Momenta => {
  const d = lattice.dims.length;
  const components = d * group.algebraComponents;
  const field = lattice.field(components);

  const refresh = lattice.kernel(`momentum refresh ${group.name}`, (k) => {
    const p = k.field('momenta', components);
    const stream = openStream(k);
    for (let mu = 0; mu < d; mu++)
      storeAlgebra(k, p, mu, fromCoefficients(k, gaussians(k, stream, group.dimension), group));
  });
  const kinetic = lattice.kernel(`kinetic energy ${group.name}`, (k) => {
    const p = k.field('momenta', components);
    for (let mu = 0; mu < d; mu++) k.reduce(kineticEnergy(k, loadAlgebra(k, p, k.here, mu, group), group));
  });
  const drift = lattice.kernel(`drift ${group.name}`, (k) => {
    const u = { field: k.field('links', links.components), colours: group.colours };
    const p = k.field('momenta', components);
    const eps = k.param();
    for (let mu = 0; mu < d; mu++) {
      const rotation = exponential(k, scaleAlgebra(k, eps, loadAlgebra(k, p, k.here, mu, group)), group);
      storeMatrix(k, u.field, mu * group.linkComponents, mmul(k, rotation, loadLink(k, u, k.here, mu)));
    }
  });
  const flip = lattice.kernel(`momentum flip ${components}`, (k) => {
    const p = k.field('momenta', components);
    for (let i = 0; i < components; i++) k.store(p, i, k.neg(k.load(p, k.here, i)));
  });

  return {
    field,
    refresh: (draw) => {
      refresh([field], { uparams: streamParams({ ...draw, purpose: 'momentum' }) });
    },
    kineticEnergy: () => kinetic([field]).reduce((sum, x) => sum + x, 0),
    drift: (eps) => {
      drift([links, field], { params: [eps] });
    },
    flip: () => {
      flip([field]);
    },
  };
};
