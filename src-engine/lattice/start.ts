/**
 * The hot start: every link an independent Haar element, a function of the seed and the site (not of layout or threads).
 * The cold start is `setCold` (gauge-field.ts). Test: test/unit/engine/lattice/start.test.ts.
 */
import { haarElement } from '../group/haar.ts';
import { storeMatrix } from '../kernel/complex.ts';
import { openStream, streamParams } from '../random/stream.ts';
import type { GaugeField } from './gauge-field.ts';

export const setHot = ({ lattice, group, links }: GaugeField, seed: number): void => {
  const kernel = lattice.kernel(`hot start ${group.name}`, (k) => {
    const u = k.field('links', links.components);
    const stream = openStream(k);
    lattice.dims.forEach((_, mu) => {
      storeMatrix(k, u, mu * group.linkComponents, haarElement(k, stream, group));
    });
  });
  kernel([links], { uparams: streamParams({ seed, purpose: 'start', update: 0 }) });
};
