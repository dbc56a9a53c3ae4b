/**
 * From the gradient of an action by the components of the links to the force of molecular dynamics.
 *
 * A gradient G holds G_ij = dS/d Re U_ij + i dS/d Im U_ij for every link, as `gradient` of kernel/adjoint.ts gives them: dS = Re tr(G^+ dU).
 * Only its part along the group counts: for dU = w U with w in the algebra dS = -<w, TA(U G^+)>, <a, b> = -tr(a b). An action
 * S = -Re tr(U A) has G = -A^+, and F = -k TA(U A) = k TA(U G^+) with k of group/group.ts.
 * Test: test/unit/engine/dirac/link-gradient.test.ts.
 */
import { type Algebra, loadAlgebra, storeAlgebra, tracelessAntiHermitian } from '../group/algebra.ts';
import type { Group } from '../group/group.ts';
import { adjoint, loadMatrix, mmul, range } from '../kernel/complex.ts';
import type { Tracer } from '../kernel/tracer.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';
import type { MomentumField } from '../update/momenta.ts';

/** TA(U G^+) of a link and its gradient at `here`. */
export const tangent = (k: Tracer, links: number, gradient: number, mu: number, group: Group): Algebra => {
  const at = mu * group.linkComponents;
  const u = loadMatrix(k, links, k.here, at, group.colours);
  const g = loadMatrix(k, gradient, k.here, at, group.colours);
  return tracelessAntiHermitian(k, mmul(k, u, adjoint(k, g)), group);
};

/** P <- P + eps F, F the force of the action whose gradient by `links` this is. */
export const kickFromGradient = (
  momenta: MomentumField,
  { lattice, group, links }: GaugeField,
  gradient: Field,
  eps: number,
): void => {
  const kernel = lattice.kernel(`kick from gradient ${group.name}`, (k) => {
    const p = k.field('momenta', momenta.components);
    const u = k.field('links', links.components);
    const g = k.field('gradient', gradient.components);
    const factor = k.param();
    for (const mu of range(lattice.dims.length)) {
      const force = tangent(k, u, g, mu, group);
      const before = loadAlgebra(k, p, k.here, mu, group);
      storeAlgebra(
        k,
        p,
        mu,
        before.map((x, i) => k.fma(factor, force[i]!, x)),
      );
    }
  });
  kernel([momenta, links, gradient], { params: [eps * group.forceFactor] });
};
