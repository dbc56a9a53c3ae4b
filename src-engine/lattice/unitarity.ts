/**
 * How far links are from the group, and putting all of them back on it (group/reunitarise.ts).
 * Test: test/unit/engine/lattice/unitarity.test.ts.
 */
import { deviations, reunitarise } from '../group/reunitarise.ts';
import { loadMatrix, storeMatrix } from '../kernel/complex.ts';
import type { GaugeField } from './gauge-field.ts';

export interface UnitarityDeviation {
  /** Largest |(U U^dagger - 1)_ij| of all links. */
  readonly unitarity: number;
  /** Largest |det U - 1|; 0 for U(1). */
  readonly determinant: number;
}

export const unitarityDeviation = ({ lattice, group, links }: GaugeField): UnitarityDeviation => {
  const kernel = lattice.kernel(`unitarity ${group.name}`, (k) => {
    const u = k.field('links', links.components);
    const all = lattice.dims.map((_, mu) =>
      deviations(k, loadMatrix(k, u, k.here, mu * group.linkComponents, group.colours), group),
    );
    k.reduce(
      all.map((d) => d.unitarity2).reduce((a, b) => k.max(a, b)),
      'max',
    );
    k.reduce(
      all.map((d) => d.determinant2).reduce((a, b) => k.max(a, b)),
      'max',
    );
  });
  const [unitarity2, determinant2] = kernel([links]);
  return { unitarity: Math.sqrt(unitarity2!), determinant: Math.sqrt(determinant2!) };
};

export const reunitariseLinks = ({ lattice, group, links }: GaugeField): void => {
  const kernel = lattice.kernel(`reunitarise ${group.name}`, (k) => {
    const u = k.field('links', links.components);
    lattice.dims.forEach((_, mu) => {
      const offset = mu * group.linkComponents;
      storeMatrix(k, u, offset, reunitarise(k, loadMatrix(k, u, k.here, offset, group.colours), group));
    });
  });
  kernel([links]);
};
