/**
 * The generator of steepest descent of a loop action, for gradient flow, stout smearing and the force of molecular dynamics.
 *
 * For S = -sum Re tr W (couplings over N included) it is -TA(U_mu A) with A of GaugeAction.staple, computed in parts (force-parts.ts): with
 * C = A^+ the sum of staples parallel to the link this is TA(C U_mu^+). Tests: test/golden/smearing.test.ts, test/unit/engine/flow/gradient-flow.test.ts,
 * test/unit/engine/action/loop-action.test.ts.
 */
import {
  type Algebra,
  loadAlgebra,
  scaleAlgebra,
  storeAlgebra,
  tracelessAntiHermitian,
} from '../group/algebra.ts';
import { range } from '../kernel/complex.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';
import { forceParts } from './force-parts.ts';
import type { GaugeAction } from './gauge-action.ts';
import { openings } from './loop-action.ts';

/** A field of d algebra elements per site. */
export const makeGenerator = ({ lattice, group }: GaugeField): Field =>
  lattice.field(lattice.dims.length * group.algebraComponents);

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
      const factor = action.uniform ? args.couplings[0]! : k.constant(1);
      const begun = new Set<number>();
      const change = (mu: number, sign: 1 | -1, by?: Algebra): void => {
        const before = loadAlgebra(k, out, k.here, mu, group);
        const kept = begun.has(mu) ? before : scaleAlgebra(k, old, before);
        begun.add(mu);
        const scaled = sign > 0 ? factor : k.neg(factor);
        storeAlgebra(k, out, mu, by === undefined ? kept : kept.map((x, i) => k.fma(scaled, by[i]!, x)));
      };
      for (const { mu, partner, matrix } of forceParts(action)) {
        const force = tracelessAntiHermitian(k, matrix(k, args), group);
        change(mu, -1, force);
        if (partner !== undefined) change(partner, 1, force);
        // a loop of its own for each part: all of them are more code than the instruction cache holds
        k.nextPass();
      }
      for (const mu of range(lattice.dims.length)) if (!begun.has(mu)) change(mu, 1);
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
