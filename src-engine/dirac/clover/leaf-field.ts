/**
 * The clover leaves as a Hermitian field strength with its trace, F_mu,nu = -(i/8) (Q - Q^+), Q the sum of the four plaquettes around x,
 * for every plane one packed matrix (hermitian.ts); and the way back: the derivative of sum_x sum_{mu<nu} Re tr F_mu,nu(x) M_mu,nu(x) with respect to
 * the links, M Hermitian. Re tr F M = Im tr(Q M) / 4. (B. Sheikholeslami, R. Wohlert, Nucl. Phys. B259 (1985) 572.)
 * Test: test/unit/engine/dirac/clover/leaf-field.test.ts.
 */
import { pathSum } from '../../action/path-product.ts';
import { gradient } from '../../kernel/adjoint.ts';
import { cmul, type Matrix, range } from '../../kernel/complex.ts';
import type { Site } from '../../kernel/graph.ts';
import type { Real, Tracer } from '../../kernel/tracer.ts';
import type { GaugeField } from '../../lattice/gauge-field.ts';
import type { Field } from '../../lattice/lattice.ts';
import { leaves } from '../../observable/field-strength.ts';
import { type Plane, planesOf } from '../../observable/planes.ts';
import { elementOf, type Hermitian, loadHermitian, storeHermitian, upperIndex } from './hermitian.ts';

/** Reals of one site: N^2 for each plane, in the order of planesOf. */
export const leafComponents = ({ lattice, group }: GaugeField): number =>
  planesOf(lattice.dims.length).length * group.colours ** 2;

const leafSum = (k: Tracer, links: number, colours: number, plane: Plane, x: Site): Matrix =>
  pathSum(
    k,
    { field: links, colours },
    x,
    leaves(plane, 'clover').map((steps) => ({ steps })),
  );

/** -(i/8) (Q - Q^+) */
const fieldStrengthOf = (k: Tracer, q: Matrix): Hermitian => {
  const n = q.length;
  const eighth = k.constant(1 / 8);
  const out: Real[] = range(n).map((i) => k.mul(k.constant(1 / 4), q[i]![i]!.im));
  for (const i of range(n))
    for (let j = i + 1; j < n; j++) {
      const at = upperIndex(n, i, j);
      out[at] = k.mul(eighth, k.add(q[i]![j]!.im, q[j]![i]!.im));
      out[at + 1] = k.mul(eighth, k.sub(q[j]![i]!.re, q[i]![j]!.re));
    }
  return out;
};

/** target <- F of every plane. */
export const computeLeaves = ({ lattice, group, links }: GaugeField, target: Field): void => {
  const n = group.colours;
  const kernel = lattice.kernel(`clover leaves ${group.name}`, (k) => {
    const u = k.field('links', links.components);
    const out = k.field('leaves', target.components);
    planesOf(lattice.dims.length).forEach((plane, i) => {
      storeHermitian(k, out, i * n * n, fieldStrengthOf(k, leafSum(k, u, n, plane, k.here)));
      k.nextPass();
    });
  });
  kernel([links, target]);
};

/** g <- g + d/dU of sum_x sum_planes Re tr F M; g has the components of the links. */
export const addLeafGradient = ({ lattice, group, links }: GaugeField, m: Field, g: Field): void => {
  const n = group.colours;
  planesOf(lattice.dims.length).forEach((plane, i) => {
    const kernel = lattice.kernel(`clover leaf gradient ${plane.mu} ${plane.nu} ${group.name}`, (k) => {
      const u = k.field('links', links.components);
      const cotangents = k.field('cotangents', m.components);
      const out = k.field('gradient', g.components);
      const density = (t: Tracer, x: Site): Real => {
        const q = leafSum(t, u, n, plane, x);
        const weight = loadHermitian(t, cotangents, x, i * n * n, n);
        let sum: Real | undefined;
        for (const a of range(n))
          for (const b of range(n)) {
            const z = cmul(t, q[a]![b]!, elementOf(t, weight, n, b, a)).im;
            sum = sum === undefined ? z : t.add(sum, z);
          }
        return t.mul(t.constant(1 / 4), sum!);
      };
      gradient(k, density, u).forEach((x, c) => {
        const mu = Math.floor(c / group.linkComponents);
        if (mu === plane.mu || mu === plane.nu) k.store(out, c, k.add(k.load(out, k.here, c), x));
      });
    });
    kernel([links, m, g]);
  });
};
