/**
 * The mean of Re tr U / N over all links: gauge dependent, kept because files state it (NERSC's LINK_TRACE).
 * Test: test/golden/observable.test.ts (the number MILC printed).
 */
import { loadLink } from '../action/path-product.ts';
import { range, trace } from '../kernel/complex.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';

export const measureLinkTrace = ({ lattice, group, links }: GaugeField): number => {
  const d = lattice.dims.length;
  const kernel = lattice.kernel(`link trace ${group.name}`, (k) => {
    const u = { field: k.field('links', links.components), colours: group.colours };
    const traces = range(d).map((mu) => trace(k, loadLink(k, u, k.here, mu)).re);
    k.reduce(traces.reduce((sum, x) => k.add(sum, x)));
  });
  return kernel([links])[0]! / (group.colours * d * lattice.volume);
};
