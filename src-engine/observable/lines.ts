/**
 * Products of links along straight lines, as matrix fields: L_n(x) = U_mu(x) U_mu(x + mu) .. U_mu(x + (n-1) mu).
 * They grow by one link (extendLine) or are put end to end (joinLine, of length 2 n); longer lines than the lattice wind around it.
 * Every function writes to a field of its own: `to` must not be `from`. Test: test/unit/engine/observable/loops.test.ts.
 */
import { type LinkField, loadLink } from '../action/path-product.ts';
import { loadMatrix, mmul, moveMatrix, storeMatrix } from '../kernel/complex.ts';
import type { Site } from '../kernel/graph.ts';
import type { Tracer } from '../kernel/tracer.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';

/** A new matrix field. */
export const makeLine = ({ lattice, group }: GaugeField): Field => lattice.field(group.linkComponents);

const declare = (k: Tracer, { links, group }: GaugeField): LinkField => ({
  field: k.field('links', links.components),
  colours: group.colours,
});

const shiftBy = (k: Tracer, mu: number, steps: number): Site => k.shift(k.here, mu, steps);

/** to(x) = U_mu(x), or with `along` the link U_mu(x + along). */
export const copyLine = (field: GaugeField, mu: number, to: Field, along?: number): void => {
  const name = `copy link ${mu} from ${along ?? 'here'} ${field.group.name}`;
  field.lattice.kernel(name, (k) => {
    const u = declare(k, field);
    const out = k.field('line', field.group.linkComponents);
    const site = along === undefined ? k.here : shiftBy(k, along, 1);
    storeMatrix(k, out, 0, moveMatrix(k, loadLink(k, u, site, mu), k.here));
  })([field.links, to]);
};

/** to(x) = U_mu(x) from(x + mu) */
export const extendLine = (field: GaugeField, mu: number, from: Field, to: Field): void => {
  const { linkComponents, colours, name } = field.group;
  field.lattice.kernel(`extend line ${mu} ${name}`, (k) => {
    const u = declare(k, field);
    const line = k.field('line', linkComponents);
    const out = k.field('longer line', linkComponents);
    const rest = moveMatrix(k, loadMatrix(k, line, shiftBy(k, mu, 1), 0, colours), k.here);
    storeMatrix(k, out, 0, mmul(k, loadLink(k, u, k.here, mu), rest));
  })([field.links, from, to]);
};

/** to(x) = from(x) from(x + length mu) */
export const joinLine = (field: GaugeField, mu: number, length: number, from: Field, to: Field): void => {
  const { linkComponents, colours, name } = field.group;
  field.lattice.kernel(`join line ${mu} ${length} ${name}`, (k) => {
    const line = k.field('line', linkComponents);
    const out = k.field('longer line', linkComponents);
    const rest = moveMatrix(k, loadMatrix(k, line, shiftBy(k, mu, length), 0, colours), k.here);
    storeMatrix(k, out, 0, mmul(k, loadMatrix(k, line, k.here, 0, colours), rest));
  })([from, to]);
};

/** to(x) = from(x + mu) */
export const shiftLine = ({ lattice, group }: GaugeField, mu: number, from: Field, to: Field): void => {
  lattice.kernel(`shift line ${mu} ${group.name}`, (k) => {
    const line = k.field('line', group.linkComponents);
    const out = k.field('shifted line', group.linkComponents);
    const there = loadMatrix(k, line, shiftBy(k, mu, 1), 0, group.colours);
    storeMatrix(k, out, 0, moveMatrix(k, there, k.here));
  })([from, to]);
};
