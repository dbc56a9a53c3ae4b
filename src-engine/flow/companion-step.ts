/**
 * The second-order companion of the flow's Runge-Kutta step, V' = exp(2 Z_1 - Z_0) W_0: its distance to the third-order result is the
 * error estimate of the adaptive integrator. W_0 is kept, so that a step can be undone. See gradient-flow.ts.
 */

import { makeGenerator } from '../action/generator.ts';
import { loadLink } from '../action/path-product.ts';
import { loadAlgebra } from '../group/algebra.ts';
import { cnorm2, mmul, msub, range } from '../kernel/complex.ts';
import type { Real } from '../kernel/tracer.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import { copyGaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';
import { halvingsFor, rotation } from '../lattice/rotate-links.ts';

export interface CompanionStep {
  /** Before the step: keeps W_0. */
  begin(): void;
  /** z holds Z_0. */
  afterFirst(): void;
  /** z holds 8/9 Z_1 - 17/36 Z_0. */
  afterSecond(): void;
  /** max over links of |V - V'| / N (Frobenius norm); `bound` is one on the spectral norm of 2 Z_1 - Z_0. */
  distance(bound: number): number;
  /** Puts W_0 back. */
  undo(): void;
  release(): void;
}

export const companionStep = (field: GaugeField, z: Field): CompanionStep => {
  const { lattice, group, links } = field;
  const start = copyGaugeField(field);
  const y = makeGenerator(field);

  // 2 Z_1 - Z_0 = 9/4 (8/9 Z_1 - 17/36 Z_0) + Z_0 / 16
  const combine = lattice.kernel(`companion exponent ${y.components}`, (k) => {
    const target = k.field('exponent', y.components);
    const second = k.field('generator', z.components);
    for (const i of range(y.components)) {
      const part = k.mul(k.constant(1 / 16), k.load(target, k.here, i));
      k.store(target, i, k.fma(k.constant(9 / 4), k.load(second, k.here, i), part));
    }
  });

  const distance = (bound: number): number => {
    const halvings = halvingsFor(bound);
    const kernel = lattice.kernel(`companion distance ${group.name} ${halvings}`, (k) => {
      const v = { field: k.field('links', links.components), colours: group.colours };
      const w = { field: k.field('start', links.components), colours: group.colours };
      const exponent = k.field('exponent', y.components);
      for (const mu of range(lattice.dims.length)) {
        const turn = rotation(k, loadAlgebra(k, exponent, k.here, mu, group), group, halvings);
        const difference = msub(k, loadLink(k, v, k.here, mu), mmul(k, turn, loadLink(k, w, k.here, mu)));
        const norm2 = difference.flatMap((row) => row.map((x) => cnorm2(k, x)));
        k.reduce(
          norm2.reduce((sum: Real, x: Real) => k.add(sum, x)),
          'max',
        );
      }
    });
    return Math.sqrt(Math.max(...kernel([links, start.links, y]))) / group.colours;
  };

  return {
    begin: () => lattice.copy(links, start.links),
    afterFirst: () => lattice.copy(z, y),
    afterSecond: () => {
      combine([y, z]);
    },
    distance,
    undo: () => lattice.copy(start.links, links),
    release: () => {
      lattice.release(start.links);
      lattice.release(y);
    },
  };
};
