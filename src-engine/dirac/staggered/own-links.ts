/**
 * Links with the staggered phases eta_mu(x) = (-1)^(x_0 + .. + x_{mu-1}) and the sign of an antiperiodic boundary in time, in the precision
 * of the operator, and the gradient of an action with respect to them. Test: test/unit/engine/dirac/staggered.test.ts.
 */
import type { DiracBoundary } from '../../api/spec/dirac-spec.ts';
import { loadAlgebra, storeAlgebra, tracelessAntiHermitian } from '../../group/algebra.ts';
import { adjoint, loadMatrix, mmul, range } from '../../kernel/complex.ts';
import type { Precision } from '../../kernel/graph.ts';
import { eachSite } from '../../lattice/colouring.ts';
import type { GaugeField } from '../../lattice/gauge-field.ts';
import { type Field, Lattice } from '../../lattice/lattice.ts';
import type { MomentumField } from '../../update/momenta.ts';

export const dressedLinks = (
  gauge: GaugeField,
  { boundary, precision }: { boundary: DiracBoundary; precision: Precision },
) => {
  const { group, links: thin } = gauge;
  const { dims } = gauge.lattice;
  const d = dims.length;
  const lattice = precision === 'f64' ? gauge.lattice : new Lattice(gauge.lattice.device, dims, precision);
  const links = lattice.field(thin.components);
  let gradient: Field | undefined;
  const signs = new Float64Array(gauge.lattice.volume * d);
  eachSite(dims, (x, site) => {
    let sum = 0;
    for (const mu of range(d)) {
      const wraps = mu === d - 1 && x[mu] === dims[mu]! - 1 && boundary === 'antiperiodic';
      signs[site * d + mu] = (sum % 2 === 0 ? 1 : -1) * (wraps ? -1 : 1);
      sum += x[mu]!;
    }
  });
  const refresh = (): void => {
    const values = gauge.lattice.read(thin);
    lattice.write(
      links,
      values.map((v, i) => v * signs[Math.floor(i / group.linkComponents)]!),
    );
  };
  const kick = (momenta: MomentumField, eps: number): void => {
    if (gradient === undefined) return;
    const kernel = lattice.kernel(`own kick ${group.name}`, (k) => {
      const u = k.field('u', links.components);
      const g = k.field('g', links.components);
      const p = k.field('p', momenta.components);
      const factor = k.param();
      for (const mu of range(d)) {
        const n = group.colours;
        const a = adjoint(k, loadMatrix(k, g, k.here, mu * group.linkComponents, n));
        const force = tracelessAntiHermitian(
          k,
          mmul(k, loadMatrix(k, u, k.here, mu * group.linkComponents, n), a),
          group,
        );
        storeAlgebra(
          k,
          p,
          mu,
          loadAlgebra(k, p, k.here, mu, group).map((x, i) => k.fma(factor, force[i]!, x)),
        );
      }
    });
    kernel([links, gradient, momenta], { params: [eps * group.forceFactor] });
    lattice.release(gradient);
    gradient = undefined;
  };
  refresh();
  return {
    lattice,
    links,
    refresh,
    gradient: () => {
      gradient ??= lattice.field(links.components);
      return gradient;
    },
    kick,
    release: () => lattice.release(links),
  };
};
