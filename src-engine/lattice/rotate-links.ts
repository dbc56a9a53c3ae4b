/**
 * Rotation of links by the exponential of an algebra field: the drift of molecular dynamics, and the steps of flow and smearing.
 * Test: test/unit/engine/update/hmc.test.ts, test/unit/engine/flow/gradient-flow.test.ts.
 */
import { type Algebra, loadAlgebra, scaleAlgebra } from '../group/algebra.ts';
import { exponential, NORM_LIMIT } from '../group/exponential.ts';
import type { Group } from '../group/group.ts';
import { loadMatrix, type Matrix, mmul, range, storeMatrix } from '../kernel/complex.ts';
import type { Tracer } from '../kernel/tracer.ts';
import type { GaugeField } from './gauge-field.ts';
import type { Field } from './lattice.ts';

/** How often an element of that norm is halved before its exponential is summed. */
export const halvingsFor = (bound: number): number => Math.max(0, Math.ceil(Math.log2(bound / NORM_LIMIT)));

/** exp(a), of a / 2^halvings squared that many times. */
export const rotation = (k: Tracer, a: Algebra, group: Group, halvings: number): Matrix => {
  let turn = exponential(k, scaleAlgebra(k, k.constant(2 ** -halvings), a), group);
  for (let i = 0; i < halvings; i++) turn = mmul(k, turn, turn);
  return turn;
};

/** U <- exp(scale z) U; `bound` is one on the spectral norm of scale z. */
export const rotateLinks = (
  { lattice, group, links }: GaugeField,
  z: Field,
  scale: number,
  bound: number,
): void => {
  const halvings = halvingsFor(bound);
  const kernel = lattice.kernel(`rotate links ${group.name} ${halvings}`, (k) => {
    const u = k.field('links', links.components);
    const algebra = k.field('generator', z.components);
    const factor = k.param();
    for (const mu of range(lattice.dims.length)) {
      const element = scaleAlgebra(k, factor, loadAlgebra(k, algebra, k.here, mu, group));
      const turn = rotation(k, element, group, halvings);
      const at = mu * group.linkComponents;
      storeMatrix(k, u, at, mmul(k, turn, loadMatrix(k, u, k.here, at, group.colours)));
    }
  });
  kernel([links, z], { params: [scale] });
};
