/**
 * The links displaced along a force, U' = exp(s F) U, for as long as something is done with them: the force-gradient kick of
 * integrator/force-gradient.ts. Test: its order in test/unit/engine/update/hmc.test.ts.
 */
import { algebraNorm2, loadAlgebra } from '../group/algebra.ts';
import { range } from '../kernel/complex.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import { rotateLinks } from '../lattice/rotate-links.ts';
import type { MomentumField } from './momenta.ts';

/** `addForce` does P -> P + F; `work` sees the displaced links, which are as before afterwards. */
export type WithDisplacedLinks = (
  addForce: (momenta: MomentumField) => void,
  displacement: number,
  work: () => void,
) => void;

export const withDisplacedLinks = (gauge: GaugeField): WithDisplacedLinks => {
  const { lattice, group, links } = gauge;
  const d = lattice.dims.length;
  const force = lattice.field(d * group.algebraComponents);
  const kept = lattice.field(links.components);
  const zero = lattice.kernel(`zero ${force.components}`, (k) => {
    const f = k.field('field', force.components);
    for (const i of range(force.components)) k.store(f, i, k.constant(0));
  });
  const largest = lattice.kernel(`largest algebra element ${group.name}`, (k) => {
    const f = k.field('field', force.components);
    const norms = range(d).map((mu) => algebraNorm2(k, loadAlgebra(k, f, k.here, mu, group), group));
    k.reduce(
      norms.reduce((a, b) => k.max(a, b)),
      'max',
    );
  });
  return (addForce, displacement, work) => {
    zero([force]);
    addForce(force);
    lattice.copy(links, kept);
    const bound = Math.abs(displacement) * Math.sqrt(largest([force])[0]!);
    rotateLinks(gauge, force, displacement, bound);
    work();
    lattice.copy(kept, links);
  };
};
