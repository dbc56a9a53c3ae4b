/**
 * Projects matrices near the group to it: the nearest unitary matrix X (X^+ X)^(-1/2), divided by the N-th root of its determinant
 * (principal branch) for SU(N). Covariant: g X h projects to g U h for unitary g, h with unit determinant.
 *
 * The unitary factor is found by Newton-Schulz iteration X <- X (3 - X^+ X) / 2 on the whole lattice until the largest deviation from
 * unitarity stands at rounding; it converges from singular values in (0, sqrt 3), so links must not be larger than that.
 * (N. J. Higham, Functions of Matrices, 2008, section 8.3.) Test: test/unit/engine/flow/smearing.test.ts.
 */
import { loadLink } from '../action/path-product.ts';
import { invariant } from '../base/invariant.ts';
import { determinant } from '../group/minors.ts';
import {
  adjoint,
  cmul,
  cnorm2,
  identity,
  mapMatrix,
  mmul,
  mscale,
  msub,
  storeMatrix,
} from '../kernel/complex.ts';
import { atan2, sincos } from '../kernel/math.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';

const MAX_ITERATIONS = 200;

/** One iteration on the links of some directions; returns the largest squared deviation of X^+ X from one, before it. */
const iterate = ({ lattice, group, links }: GaugeField, directions: readonly number[]): number => {
  const kernel = lattice.kernel(`unitary iteration ${directions.join()} ${group.name}`, (k) => {
    const u = { field: k.field('links', links.components), colours: group.colours };
    for (const mu of directions) {
      const x = loadLink(k, u, k.here, mu);
      const deviation = msub(k, identity(k, group.colours), mmul(k, adjoint(k, x), x));
      const half = mscale(k, k.constant(0.5), deviation);
      storeMatrix(k, u.field, mu * group.linkComponents, mmul(k, x, half, x));
      const norm2 = deviation.flatMap((row) => row.map((z) => cnorm2(k, z)));
      k.reduce(
        norm2.reduce((sum, z) => k.add(sum, z)),
        'max',
      );
    }
  });
  return Math.max(...kernel([links]));
};

/** Divides unitary links by the N-th root of their determinant. */
const removePhase = ({ lattice, group, links }: GaugeField, directions: readonly number[]): void => {
  const kernel = lattice.kernel(`remove determinant ${directions.join()} ${group.name}`, (k) => {
    const u = { field: k.field('links', links.components), colours: group.colours };
    for (const mu of directions) {
      const x = loadLink(k, u, k.here, mu);
      const det = determinant(k, x);
      const { sin, cos } = sincos(k, k.mul(k.constant(-1 / group.colours), atan2(k, det.im, det.re)));
      const turned = mapMatrix(x, (z) => cmul(k, { re: cos, im: sin }, z));
      storeMatrix(k, u.field, mu * group.linkComponents, turned);
    }
  });
  kernel([links]);
};

/** Projects the links of some directions in place. */
export const projectToGroup = (field: GaugeField, directions: readonly number[]): void => {
  const enough = (field.lattice.layout.precision === 'f64' ? 1e-13 : 1e-5) ** 2;
  let rounds = 0;
  // the iteration that finds the deviation below the limit squares it once more
  while (!(iterate(field, directions) < enough)) {
    rounds++;
    invariant(rounds < MAX_ITERATIONS, 'a link that is too far from the group to be projected');
  }
  if (field.group.special) removePhase(field, directions);
};
