/**
 * Boundary phases kept in the links: every U_mu at x_mu = L_mu - 1 times one phase. -1 is the antiperiodic boundary of fermions baked in,
 * exp(2 pi i n / N) a transformation by the centre of SU(N). The same phase's conjugate undoes it.
 * Test: test/unit/engine/lattice/boundary.test.ts.
 */
import { cmul, loadMatrix, mapMatrix, storeMatrix } from '../kernel/complex.ts';
import { eachSite } from './colouring.ts';
import type { GaugeField } from './gauge-field.ts';

export interface Phase {
  readonly re: number;
  readonly im: number;
}

export const ANTIPERIODIC: Phase = { re: -1, im: 0 };

/** exp(2 pi i n / N) */
export const centreElement = (colours: number, n: number): Phase => ({
  re: Math.cos((2 * Math.PI * n) / colours),
  im: Math.sin((2 * Math.PI * n) / colours),
});

/** Multiplies the links of direction `mu` that cross the boundary. */
export const multiplyBoundary = ({ lattice, group, links }: GaugeField, mu: number, phase: Phase): void => {
  const last: number[] = [];
  eachSite(lattice.dims, (x, site) => {
    if (x[mu] === lattice.dims[mu]! - 1) last.push(site);
  });
  const sites = lattice.siteList(last);
  const offset = mu * group.linkComponents;
  const kernel = lattice.kernel(`boundary ${mu} ${group.name}`, (k) => {
    const u = k.field('links', links.components);
    const factor = { re: k.param(), im: k.param() };
    const link = loadMatrix(k, u, k.here, offset, group.colours);
    storeMatrix(
      k,
      u,
      offset,
      mapMatrix(link, (x) => cmul(k, factor, x)),
    );
  });
  kernel([links], { params: [phase.re, phase.im], sites });
  lattice.device.release(sites.address);
};
