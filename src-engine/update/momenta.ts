/**
 * Momenta of molecular dynamics: one algebra element per link (group/group.ts), H = sum_links sum_a (p^a)^2 / 2 + S.
 * Test: test/unit/engine/update/hmc.test.ts.
 */
import { fromCoefficients, kineticEnergy, loadAlgebra, storeAlgebra } from '../group/algebra.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';
import { rotateLinks } from '../lattice/rotate-links.ts';
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

/** Spectral norm that a momentum hardly ever exceeds: the sum of its squared elements is half a chi-squared variable of N^2 - 1 degrees. */
const MOMENTUM_BOUND = 8;

export const makeMomenta = (gauge: GaugeField): Momenta => {
  const { lattice, group } = gauge;
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
      rotateLinks(gauge, field, eps, Math.abs(eps) * MOMENTUM_BOUND);
    },
    flip: () => {
      flip([field]);
    },
  };
};
