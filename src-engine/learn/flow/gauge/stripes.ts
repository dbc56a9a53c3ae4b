/**
 * Which links and plaquettes of a two-dimensional lattice a gauge-equivariant coupling moves and sees. Stripes run along direction mu and repeat every four
 * sites across it: with c the coordinate across and `offset` the stripe's,
 *   c = offset      links U_mu move; so does the plaquette that starts there (active),
 *   c = offset + 1, offset + 2   plaquettes without a moving link (frozen): the network sees them,
 *   c = offset + 3  plaquettes that take the opposite change (passive).
 * G. Kanwar et al., arXiv:2003.06413; M. Albergo et al., arXiv:2101.08176. Proved by test/unit/engine/learn/flow/gauge/stripes.test.ts.
 */
import type { AngularFlowSpec } from '../../../api/spec/flow-spec.ts';
import { invariant } from '../../../base/invariant.ts';
import { fail, ok, type Result } from '../../../base/result.ts';
import { eachSite } from '../../../lattice/colouring.ts';
import type { Lattice, SiteList } from '../../../lattice/lattice.ts';
import { type MovedLoops, sharedFields } from './moved-loops.ts';

export const STRIPE_PERIOD = 4;

/** `mu` is also the direction of the stripes. */
export interface Stripes extends MovedLoops {
  readonly offset: number;
  readonly frozen: SiteList;
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
  const fields = sharedFields(lattice);
  return {
    lattice,
    mu,
    offset,
    active,
    frozen,
    shared: fields.shared,
    release: () => {
      fields.release();
      for (const { address } of [active, frozen]) lattice.device.release(address);
    },
  };
};

/**
 * In which order couplings take stripes. `alternating` (arXiv:2101.08176): directions take turns, then the offset goes on. `sweeps`: three couplings of one
 * direction against the side of the passive plaquettes, so that none of them disturbs what those before have set, then three of the other one, which have to mend
 * every fourth row; sweeps of the next round leave out the row halfway between.
 */
export type StripeOrder = Exclude<NonNullable<AngularFlowSpec['masks']>, 'blocks'>;

const SWEEP = STRIPE_PERIOD - 1;

const stripeOfLayer = (order: StripeOrder, layer: number): readonly [mu: 0 | 1, offset: number] => {
  const turn = order === 'alternating' ? layer : Math.floor(layer / SWEEP);
  const mu = turn % 2 === 0 ? 0 : 1;
  const round = Math.floor(turn / 2);
  const offset =
    order === 'alternating' ? round : (round % 2) * (STRIPE_PERIOD / 2) + SWEEP - (layer % SWEEP);
  return [mu, offset % STRIPE_PERIOD];
};

/** The eight kinds of stripes of a lattice, in the order in which couplings take them. */
export const allStripes = (
  lattice: Lattice,
  order: StripeOrder = 'alternating',
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
    ofLayer: (layer) => {
      const [mu, offset] = stripeOfLayer(order, layer);
      return all[2 * offset + mu]!;
    },
    release: () => {
      for (const stripes of all) stripes.release();
    },
  });
};
