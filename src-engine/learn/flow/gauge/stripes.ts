/**
 * Which links and plaquettes of a two-dimensional lattice a gauge-equivariant coupling moves and sees. Stripes run along direction mu and repeat every four
 * sites across it: with c the coordinate across and `offset` the stripe's,
 *   c = offset      links U_mu move; so does the plaquette that starts there (active),
 *   c = offset + 1, offset + 2   plaquettes without a moving link (frozen): the network sees them,
 *   c = offset + 3  plaquettes that take the opposite change (passive).
 * G. Kanwar et al., arXiv:2003.06413; M. Albergo et al., arXiv:2101.08176. Proved by test/unit/engine/learn/flow/gauge/stripes.test.ts.
 */
import { invariant } from '../../../base/invariant.ts';
import { fail, ok, type Result } from '../../../base/result.ts';
import { eachSite } from '../../../lattice/colouring.ts';
import type { Field, Lattice, SiteList } from '../../../lattice/lattice.ts';

export const STRIPE_PERIOD = 4;

export interface Stripes {
  readonly lattice: Lattice;
  /** Direction of the moving links; also of the stripes. */
  readonly mu: 0 | 1;
  readonly offset: number;
  readonly active: SiteList;
  readonly frozen: SiteList;
  /** A field that all couplings of these stripes share, zero where none of them writes: so they must write the same sites. */
  shared(name: string, components: number): Field;
  release(): void;
}

/** The sites of all samples whose coordinates satisfy `chosen`. */
export const sitesOfSamples = (lattice: Lattice, chosen: (x: readonly number[]) => boolean): SiteList => {
  const { dims, samples, volume } = lattice.layout;
  const sites: number[] = [];
  eachSite(dims, (x, site) => {
    if (!chosen(x)) return;
    for (let s = 0; s < samples; s++) sites.push(s * (volume / samples) + site);
  });
  const list = lattice.siteList(sites);
  invariant(list.whole, 'stripes are for lattices of many samples');
  return list;
};

export const makeStripes = (lattice: Lattice, mu: 0 | 1, offset: number): Stripes => {
  const { dims } = lattice.layout;
  const fits = dims.length === 2 && dims.every((n) => n % STRIPE_PERIOD === 0);
  invariant(fits, `stripes of period ${STRIPE_PERIOD} on a lattice of ${dims.join(' x ')}`);
  const across = (x: readonly number[]): number => (x[1 - mu]! - offset + STRIPE_PERIOD) % STRIPE_PERIOD;
  const active = sitesOfSamples(lattice, (x) => across(x) === 0);
  const frozen = sitesOfSamples(lattice, (x) => across(x) === 1 || across(x) === 2);
  const fields = new Map<string, Field>();
  return {
    lattice,
    mu,
    offset,
    active,
    frozen,
    shared: (name, components) => {
      const key = `${name} ${components}`;
      const known = fields.get(key) ?? lattice.field(components);
      fields.set(key, known);
      return known;
    },
    release: () => {
      for (const field of fields.values()) lattice.release(field);
      fields.clear();
      for (const { address } of [active, frozen]) lattice.device.release(address);
    },
  };
};

/** The eight kinds of stripes of a lattice, in the order in which couplings take them: directions alternate, then the offset goes on. */
export const allStripes = (
  lattice: Lattice,
): Result<{ ofLayer(layer: number): Stripes; release(): void }> => {
  const { dims } = lattice;
  if (dims.length !== 2 || dims.some((n) => n % STRIPE_PERIOD !== 0)) {
    return fail(
      'model.unsupported',
      `Couplings of plaquettes need two dimensions with extents divisible by ${STRIPE_PERIOD}, not ${dims.join(' x ')}.`,
      'Choose such a lattice, or a residual flow.',
      { dims },
    );
  }
  const all = Array.from({ length: 2 * STRIPE_PERIOD }, (_, i) =>
    makeStripes(lattice, i % 2 === 0 ? 0 : 1, Math.floor(i / 2)),
  );
  return ok({
    ofLayer: (layer) => all[layer % all.length]!,
    release: () => {
      for (const stripes of all) stripes.release();
    },
  });
};
