/** The gauge action as a term of molecular dynamics. Force: dP/dtau = -k TA(U_mu A), k of group/group.ts, A of GaugeAction.staple. */
import type { GaugeAction } from '../action/gauge-action.ts';
import { loadLink } from '../action/path-product.ts';
import { loadAlgebra, storeAlgebra, tracelessAntiHermitian } from '../group/algebra.ts';
import { mmul } from '../kernel/complex.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Monomial } from './monomial.ts';

export const gaugeMonomial = (action: GaugeAction, { lattice, group, links }: GaugeField): Monomial => {
  const d = lattice.dims.length;
  // couplings arrive times eps k: A is eps k times the staple
  const kick = lattice.kernel(`gauge kick ${action.key}`, (k) => {
    const momenta = k.field('momenta', d * group.algebraComponents);
    const args = action.declare(k);
    for (let mu = 0; mu < d; mu++) {
      const x = mmul(k, loadLink(k, args.u, k.here, mu), action.staple(k, args, mu));
      const force = tracelessAntiHermitian(k, x, group);
      const p = loadAlgebra(k, momenta, k.here, mu, group);
      storeAlgebra(
        k,
        momenta,
        mu,
        p.map((old, i) => k.sub(old, force[i]!)),
      );
    }
  });
  return {
    name: 'gauge',
    value: () => action.value(links),
    kick: (momenta, eps) => {
      kick([momenta, ...action.fields(links)], { params: action.params(eps * group.forceFactor) });
    },
  };
};
