import { describe, expect, test } from 'vitest';
import { copiesOfLane, makeLayout } from '../../../../src-engine/lattice/layout.ts';
import { moveSite } from '../../../support/kernel-lab.ts';
import { siteParity } from '../../../support/test-operator.ts';

const SHAPES = [
  [2, 2],
  [4, 4],
  [3, 5],
  [6, 3],
  [2, 3],
  [8, 2],
  [3, 4, 5],
  [2, 2, 2],
  [3, 3, 3],
  [6, 4, 2],
  [2, 2, 2, 2],
  [4, 4, 4, 4],
  [3, 2, 5, 4],
  [3, 5, 3, 3],
  [4, 6, 2, 6],
];
const CASES = SHAPES.flatMap((dims) => (['f64', 'f32'] as const).map((precision) => ({ dims, precision })));

describe.each(CASES)('$dims in $precision', ({ dims, precision }) => {
  const layout = makeLayout(dims, precision);
  const d = dims.length;
  const bits = layout.splitDimensions.length;
  /** Where a hop leads, as a global site. */
  const siteAt = new Map<number, number>();
  for (let s = 0; s < layout.volume; s++) siteAt.set(layout.outerOf[s]! * 8 + layout.laneOf[s]!, s);
  const hop = (site: number, direction: number): number => {
    const entry = layout.neighbours[layout.outerOf[site]! * 2 * d + direction]!;
    const lane = layout.laneOf[site]! ^ (entry & ((1 << bits) - 1));
    return siteAt.get((entry >> bits) * 8 + lane)!;
  };

  test('every site has a place of its own and the places are filled', () => {
    expect(siteAt.size).toBe(layout.volume);
    expect(layout.outerVolume * 2 ** bits).toBe(layout.volume);
    expect(Math.max(...layout.outerOf)).toBe(layout.outerVolume - 1);
  });

  test('hops lead to the neighbours', () => {
    for (let site = 0; site < layout.volume; site++) {
      for (let mu = 0; mu < d; mu++) {
        const step = dims.map((_, i) => (i === mu ? 1 : 0));
        expect(hop(site, mu)).toBe(moveSite(dims, site, step));
        expect(hop(site, mu + d)).toBe(
          moveSite(
            dims,
            site,
            step.map((x) => -x),
          ),
        );
      }
    }
  });

  test('as many hops as sites come home', () => {
    for (let mu = 0; mu < d; mu++) {
      for (const direction of [mu, mu + d]) {
        for (let site = 0; site < layout.volume; site++) {
          let at = site;
          for (let i = 0; i < dims[mu]!; i++) at = hop(at, direction);
          expect(at).toBe(site);
        }
      }
    }
  });

  test('lanes of a register share parity where the split extents are divisible by four', () => {
    if (!layout.splitDimensions.every((mu) => dims[mu]! % 4 === 0)) return;
    const parity = (site: number): number => siteParity(dims, site);
    const seen = new Map<number, number>();
    for (let site = 0; site < layout.volume; site++) {
      const o = layout.outerOf[site]!;
      expect(seen.get(o) ?? parity(site)).toBe(parity(site));
      seen.set(o, parity(site));
    }
  });
});

test('as many even dimensions are split as lanes ask for, multiples of four and slow ones first', () => {
  expect(makeLayout([4, 4, 4, 4], 'f64').splitDimensions).toEqual([3]);
  expect(makeLayout([4, 4, 4, 4], 'f32').splitDimensions).toEqual([3, 2]);
  expect(makeLayout([8, 6, 6, 6], 'f32').splitDimensions).toEqual([0, 3]);
  expect(makeLayout([3, 4, 5], 'f32').splitDimensions).toEqual([1]);
  expect(makeLayout([3, 5], 'f32').splitDimensions).toEqual([]);
});

test('lanes without a site of their own repeat one', () => {
  expect(copiesOfLane(makeLayout([3, 5], 'f32'), 0)).toEqual([0, 1, 2, 3]);
  expect(copiesOfLane(makeLayout([3, 4], 'f32'), 1)).toEqual([1, 3]);
  expect(copiesOfLane(makeLayout([4, 4], 'f32'), 2)).toEqual([2]);
});

test('a lattice of one site in a direction is refused', () => {
  expect(() => makeLayout([4, 1])).toThrow(/4 x 1/);
  expect(() => makeLayout([4])).toThrow();
});
