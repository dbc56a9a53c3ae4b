import { expect, test } from 'vitest';
import { unwrap } from '../../../../../../src-engine/base/result.ts';
import type { SiteList } from '../../../../../../src-engine/lattice/lattice.ts';
import { Lattice } from '../../../../../../src-engine/lattice/lattice.ts';
import { allStripes, type Stripes } from '../../../../../../src-engine/learn/flow/gauge/stripes.ts';
import { newDevice } from '../../../../../support/kernel-lab.ts';

const dims = [4, 8] as const;
const lattice = new Lattice(newDevice(), dims, 'f64', 2);
const mark = lattice.kernel('test mark', (k) => k.store(k.field('out', 1), 0, k.constant(1)));
/** Coordinates of the sites of a list, of the first sample. */
const sitesOf = (list: SiteList): [number, number][] => {
  const out = lattice.field(1);
  mark([out], { sites: list });
  return [...lattice.read(out).subarray(0, 32)].flatMap((x, i): [number, number][] =>
    x === 1 ? [[i % 4, Math.floor(i / 4)]] : [],
  );
};
const name = (x: number, y: number, mu: number): string => `${x % dims[0]} ${y % dims[1]} ${mu}`;
/** Links of the plaquette that starts at a site. */
const linksOf = ([x, y]: readonly [number, number]): string[] => [
  name(x, y, 0),
  name(x + 1, y, 1),
  name(x, y + 1, 0),
  name(x, y, 1),
];

test('a frozen plaquette has no moving link, an active one its own alone', () => {
  const all = unwrap(allStripes(lattice));
  for (let layer = 0; layer < 8; layer++) {
    const { active, frozen, mu }: Stripes = all.ofLayer(layer);
    expect(mu).toBe(layer % 2);
    const moving = new Set(sitesOf(active).map(([x, y]) => name(x, y, mu)));
    expect(moving.size).toBe(8);
    for (const site of sitesOf(frozen)) expect(linksOf(site).some((l) => moving.has(l))).toBe(false);
    for (const site of sitesOf(active)) expect(linksOf(site).filter((l) => moving.has(l))).toHaveLength(1);
    expect(sitesOf(frozen)).toHaveLength(16);
  }
});

test('eight layers move every link once', () => {
  const all = unwrap(allStripes(lattice));
  const moved = Array.from({ length: 8 }, (_, layer) => all.ofLayer(layer)).flatMap(({ active, mu }) =>
    sitesOf(active).map(([x, y]) => name(x, y, mu)),
  );
  expect(new Set(moved).size).toBe(64);
  expect(moved).toHaveLength(64);
  expect(all.ofLayer(8)).toBe(all.ofLayer(0));
});
