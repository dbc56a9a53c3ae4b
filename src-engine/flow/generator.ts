/**
 * The two kernels that gradient flow and stout smearing are made of: the generator of steepest descent of a loop action, and the
 * rotation of links by the exponential of an algebra field.
 *
 * For S = -sum Re tr W (couplings over N equal to one) the generator is -TA(U_mu A), A from GaugeAction.staple: with C = A^+ the sum of
 * staples parallel to the link this is TA(C U_mu^+). Tests: test/golden/smearing.test.ts, test/unit/engine/flow/gradient-flow.test.ts.
 */
import type { GaugeAction } from '../action/gauge-action.ts';
import { openings } from '../action/loop-action.ts';
import { loadLink } from '../action/path-product.ts';
import {
  type Algebra,
  loadAlgebra,
  scaleAlgebra,
  storeAlgebra,
  tracelessAntiHermitian,
} from '../group/algebra.ts';
import { exponential, NORM_LIMIT } from '../group/exponential.ts';
import type { Group } from '../group/group.ts';
import { type Matrix, mmul, range, storeMatrix } from '../kernel/complex.ts';
import type { Tracer } from '../kernel/tracer.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';

/** A field of d algebra elements per site. */
export const makeGenerator = ({ lattice, group }: GaugeField): Field =>
  lattice.field(lattice.dims.length * group.algebraComponents);

/** A new gauge field with the same links. */
export const copyGaugeField = (field: GaugeField): GaugeField => {
  const { lattice, links } = field;
  const copy = lattice.field(links.components);
  lattice.copy(links, copy);
  return { ...field, links: copy };
};

/** z <- keep z + scale (generator of the action that the parts add up to); links that are in no loop get keep z. */
export const addGenerator = (
  { lattice, group, links }: GaugeField,
  parts: readonly GaugeAction[],
  z: Field,
  scale: number,
  keep: number,
): void => {
  parts.forEach((action, part) => {
    const kernel = lattice.kernel(`flow generator ${action.key}`, (k) => {
      const out = k.field('generator', z.components);
      const args = action.declare(k);
      const old = k.param();
      for (const mu of range(lattice.dims.length)) {
        const loop = mmul(k, loadLink(k, args.u, k.here, mu), action.staple(k, args, mu));
        const force = tracelessAntiHermitian(k, loop, group);
        const kept = scaleAlgebra(k, old, loadAlgebra(k, out, k.here, mu, group));
        storeAlgebra(
          k,
          out,
          mu,
          kept.map((x, i) => k.sub(x, force[i]!)),
        );
      }
    });
    const params = [...action.params(scale), part === 0 ? keep : 1];
    kernel([z, ...action.fields(links)], { params });
  });
};

/** A bound on the spectral norm of the action's generator. */
export const generatorBound = (parts: readonly GaugeAction[]): number => {
  const ofDirection = (mu: number): number =>
    parts
      .flatMap(({ loops }) => openings(loops, mu).map(({ term }) => Math.abs(loops.terms[term]!.coupling)))
      .reduce((sum, x) => sum + x, 0);
  const { dimensions, group } = parts[0]!.loops;
  // removing the trace can at most double the norm of a unitary matrix
  return (2 * Math.max(...range(dimensions).map(ofDirection))) / group.colours;
};

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
    const u = { field: k.field('links', links.components), colours: group.colours };
    const algebra = k.field('generator', z.components);
    const factor = k.param();
    for (const mu of range(lattice.dims.length)) {
      const element = scaleAlgebra(k, factor, loadAlgebra(k, algebra, k.here, mu, group));
      const turn = rotation(k, element, group, halvings);
      storeMatrix(k, u.field, mu * group.linkComponents, mmul(k, turn, loadLink(k, u, k.here, mu)));
    }
  });
  kernel([links, z], { params: [scale] });
};
