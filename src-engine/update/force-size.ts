/**
 * How large a force is: sqrt of the mean over links of sum_a (F^a)^2, from the momenta before and after a kick. The mean of its square is
 * that of the sum of second derivatives of the action. Test: test/unit/engine/update/hmc-terms.test.ts.
 */
import { type Algebra, kineticEnergy, loadAlgebra } from '../group/algebra.ts';
import { range } from '../kernel/complex.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { MomentumField } from './momenta.ts';

/** Runs a kick of length eps and returns the size of its force. */
export type ForceMeter = (kick: () => void, eps: number) => number;

export const forceMeter = ({ lattice, group }: GaugeField, momenta: MomentumField): ForceMeter => {
  const before = lattice.field(momenta.components);
  const d = lattice.dims.length;
  const kernel = lattice.kernel(`force size ${group.name}`, (k) => {
    const [old, now] = [k.field('before', before.components), k.field('after', before.components)];
    for (const mu of range(d)) {
      const was = loadAlgebra(k, old, k.here, mu, group);
      const change: Algebra = loadAlgebra(k, now, k.here, mu, group).map((x, i) => k.sub(x, was[i]!));
      k.reduce(kineticEnergy(k, change, group));
    }
  });
  return (kick, eps) => {
    lattice.copy(momenta, before);
    kick();
    const energy = kernel([before, momenta]).reduce((s, x) => s + x, 0);
    return Math.sqrt((2 * energy) / (d * lattice.volume)) / Math.abs(eps);
  };
};
