/**
 * Which sites a coupling moves (active) and which its network sees (frozen), for every sample of a batch lattice. Samples are the lanes of
 * registers (lattice/layout.ts), so both lists are of whole registers and a kernel over one of them does half the work.
 * Proved by test/unit/engine/learn/flow/masks.test.ts.
 */
import { invariant } from '../../base/invariant.ts';
import type { Field, Lattice, SiteList } from '../../lattice/lattice.ts';

export interface Mask {
  /** Names the pattern. */
  readonly key: string;
  readonly lattice: Lattice;
  readonly active: SiteList;
  readonly frozen: SiteList;
  /** Shared by all couplings of this mask: x at frozen sites, zero at active ones, which are never written. */
  readonly conditioner: Field;
  /** Shared likewise, for cotangents of what networks say: of that many components, zero at frozen sites, which are never written. */
  cotangent(components: number): Field;
  release(): void;
}

/** A mask from what it says of the coordinates of a site. */
export const makeMask = (
  lattice: Lattice,
  key: string,
  isActive: (coordinates: readonly number[]) => boolean,
): Mask => {
  const { dims, samples } = lattice.layout;
  const sites = dims.reduce((p, n) => p * n, 1);
  const active: number[] = [];
  const frozen: number[] = [];
  for (let site = 0; site < sites; site++) {
    let rest = site;
    const coordinates = dims.map((n) => {
      const x = rest % n;
      rest = Math.floor(rest / n);
      return x;
    });
    const list = isActive(coordinates) ? active : frozen;
    for (let s = 0; s < samples; s++) list.push(s * sites + site);
  }
  const lists = { active: lattice.siteList(active), frozen: lattice.siteList(frozen) };
  invariant(lists.active.whole && lists.frozen.whole, `mask ${key} cuts registers`);
  const conditioner = lattice.field(1);
  const shared = new Map<number, Field>();
  return {
    key,
    lattice,
    ...lists,
    conditioner,
    cotangent: (components) => {
      const known = shared.get(components) ?? lattice.field(components);
      shared.set(components, known);
      return known;
    },
    release: () => {
      for (const field of shared.values()) lattice.release(field);
      shared.clear();
      lattice.release(conditioner);
      lattice.device.release(lists.active.address);
      lattice.device.release(lists.frozen.address);
    },
  };
};

/** Active where the sum of the coordinates has that parity: no two active sites are neighbours if all extents are even. */
export const checkerboard = (lattice: Lattice, parity: 0 | 1): Mask =>
  makeMask(lattice, `checkerboard ${parity}`, (x) => x.reduce((a, b) => a + b, 0) % 2 === parity);

/** Active in every other hyperplane across direction `mu`. */
export const stripes = (lattice: Lattice, mu: number, parity: 0 | 1): Mask =>
  makeMask(lattice, `stripes ${mu} ${parity}`, (x) => x[mu]! % 2 === parity);
