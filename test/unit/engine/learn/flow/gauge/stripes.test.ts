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

test('sweeps: no coupling disturbs what those of its sweep have set; together they set all but one row of four', () => {
  const all = unwrap(allStripes(lattice, 'sweeps'));
  const sweeps = Array.from({ length: 4 }, (_, sweep) => [0, 1, 2].map((j) => all.ofLayer(3 * sweep + j)));
  const left = sweeps.map((sweep, i) => {
    const mu = i % 2;
    const set = new Set<string>();
    for (const stripes of sweep) {
      expect(stripes.mu).toBe(mu);
      // the links that move are edges of the active plaquettes and of those before them
      const active = sitesOf(stripes.active);
      for (const [x, y] of active) {
        const touched: [number, number] =
          mu === 0 ? [x, (y + dims[1] - 1) % dims[1]] : [(x + dims[0] - 1) % dims[0], y];
        expect(set.has(touched.join())).toBe(false);
      }
      for (const site of active) set.add(site.join());
    }
    const rows = [0, 1, 2, 3].filter((row) => !set.has(mu === 0 ? `0,${row}` : `${row},0`));
    expect(set.size).toBe(24);
    expect(rows).toHaveLength(1);
    return rows[0]!;
  });
  expect(left).toEqual([0, 0, 2, 2]);
  expect(all.ofLayer(12)).toBe(all.ofLayer(0));
});
