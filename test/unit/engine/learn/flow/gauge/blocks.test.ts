import { expect, test } from 'vitest';
import { unwrap } from '../../../../../../src-engine/base/result.ts';
import type { Field } from '../../../../../../src-engine/lattice/lattice.ts';
import { Lattice } from '../../../../../../src-engine/lattice/lattice.ts';
import {
  allBlocks,
  cutsOf,
  makeBlockFeatures,
} from '../../../../../../src-engine/learn/flow/gauge/blocks.ts';
import { angleDistance, randomAngles } from '../../../../../support/angular-lab.ts';
import { newDevice } from '../../../../../support/kernel-lab.ts';

const [width, height] = [4, 8];
const sites = width * height;
const lattice = new Lattice(newDevice(), [width, height], 'f64', 2);
const siteOf = (x: number, y: number): number => (x % width) + width * (y % height);

/** Angles of all plaquettes of the first sample, from its links. */
const plaquettes = (links: Float64Array): number[] =>
  Array.from({ length: sites }, (_, site) => {
    const [x, y] = [site % width, Math.floor(site / width)];
    return (
      links[2 * site]! +
      links[2 * siteOf(x + 1, y) + 1]! -
      links[2 * siteOf(x, y + 1)]! -
      links[2 * site + 1]!
    );
  });

const first = (field: Field): Float64Array => lattice.read(field).slice(0, sites * field.components);

test('cuts halve the longer side, down to two plaquettes', () => {
  expect(cutsOf([4, 8]).map(({ block }) => block)).toEqual([
    [4, 8],
    [4, 4],
    [4, 2],
    [2, 2],
    [2, 1],
  ]);
  expect(cutsOf([16, 16]).slice(2)).toEqual(cutsOf([8, 8]));
});

test('a moving link changes the plaquettes of two halves, one up and one down; the features are of the sum of both', () => {
  const all = unwrap(allBlocks(lattice, 5));
  const links = randomAngles(2 * lattice.volume, 7);
  const before = plaquettes(links);
  const x = lattice.field(2);
  for (let layer = 0; layer < 5; layer++) {
    const blocks = all.ofLayer(layer);
    const [wide, high] = blocks.cut.block;
    const features = makeBlockFeatures(blocks);
    const mark = lattice.field(1);
    lattice.kernel('test mark', (k) => k.store(k.field('out', 1), 0, k.constant(1)))([mark], {
      sites: blocks.active,
    });
    const active = [...first(mark)].flatMap((v, site) => (v === 1 ? [site] : []));
    expect(active).toHaveLength(sites / (wide * high));
    lattice.write(x, links);
    const seen = first(features.look(x));
    const angle = lattice.field(1);
    lattice.kernel(`test angle ${layer}`, (k) => {
      const [links, out] = [k.field('x', 2), k.field('angle', 1)];
      k.store(out, 0, features.angle(k, links));
    })([x, angle], { sites: blocks.active });
    const angles = first(angle);
    const moved = Float64Array.from(links);
    for (const site of active)
      moved[2 * site + blocks.mu] = moved[2 * site + blocks.mu]! + (blocks.mu === 0 ? 0.5 : -0.5);
    const changes = plaquettes(moved).map((p, i) => p - before[i]!);
    for (const site of active) {
      const [x0, y0] = [site % width, Math.floor(site / width)];
      const inBlock = (half: boolean): number[] => {
        const [w, h] = half ? (blocks.cut.across === 0 ? [wide / 2, high] : [wide, high / 2]) : [wide, high];
        const back = half ? 0 : (blocks.cut.across === 0 ? wide : high) / 2;
        const [a, b] = blocks.cut.across === 0 ? [x0 - back, y0] : [x0, y0 - back];
        return Array.from({ length: w * h }, (_, i) =>
          siteOf(a + width + (i % w), b + height + Math.floor(i / w)),
        );
      };
      const sum = (of: readonly number[], where: readonly number[]): number =>
        where.reduce((total, i) => total + of[i]!, 0);
      expect(sum(changes, inBlock(true))).toBeCloseTo(0.5, 12);
      expect(sum(changes, inBlock(false))).toBeCloseTo(0, 12);
      expect(seen[site]).toBeCloseTo(Math.cos(sum(before, inBlock(false))), 12);
      const [half, whole] = [sum(before, inBlock(true)), sum(before, inBlock(false))];
      const nearest = whole - 2 * Math.PI * Math.round(whole / (2 * Math.PI));
      expect(angleDistance(angles[site]!, half - nearest / 2)).toBeLessThan(1e-12);
    }
    features.release();
  }
});

test('the finest cut comes last; with fewer couplings large blocks stay whole, with more all cuts are made again before', () => {
  const blocksOf = (couplings: number) => {
    const { ofLayer } = unwrap(allBlocks(lattice, couplings));
    return Array.from({ length: couplings }, (_, i) => ofLayer(i).cut.block.join(' x '));
  };
  expect(blocksOf(3)).toEqual(['4 x 2', '2 x 2', '2 x 1']);
  expect(blocksOf(6)).toEqual(['2 x 1', '4 x 8', '4 x 4', '4 x 2', '2 x 2', '2 x 1']);
});

test('other lattices are refused', () => {
  const refused = allBlocks(new Lattice(newDevice(), [12, 8], 'f64', 2), 4);
  expect(refused.ok).toBe(false);
  if (!refused.ok) expect(refused.error.code).toBe('model.unsupported');
});
