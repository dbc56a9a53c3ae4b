import { expect, test } from 'vitest';
import { Lattice } from '../../../../../src-engine/lattice/lattice.ts';
import { checkerboard, type Mask, stripes } from '../../../../../src-engine/learn/flow/masks.ts';
import { freshName, moveSite, newDevice } from '../../../../support/kernel-lab.ts';

/** 1 at the sites that a kernel over the list visits. */
const visited = (lattice: Lattice, sites: Mask['active']): Float64Array => {
  const field = lattice.field(1);
  const mark = lattice.kernel(freshName(), (k) => k.store(k.field('f', 1), 0, k.constant(1)));
  mark([field], { sites });
  return lattice.read(field);
};

test.each([
  [[4, 6], 'f64'],
  [[2, 2], 'f32'],
  [[2, 4, 6], 'f32'],
  [[2, 2, 4, 2], 'f64'],
] as const)('checkerboard of %j %s: half of the sites, no two of them neighbours', (dims, precision) => {
  const lattice = new Lattice(newDevice(), dims, precision, 4);
  const sites = lattice.volume / 4;
  for (const parity of [0, 1] as const) {
    const mask = checkerboard(lattice, parity);
    const active = visited(lattice, mask.active);
    const frozen = visited(lattice, mask.frozen);
    expect(active.reduce((sum, a) => sum + a, 0)).toBe(lattice.volume / 2);
    active.forEach((a, i) => {
      expect(a + frozen[i]!).toBe(1);
      const sample = Math.floor(i / sites);
      dims.forEach((_, mu) => {
        const step = dims.map((__, nu) => (nu === mu ? 1 : 0));
        expect(active[sample * sites + moveSite(dims, i % sites, step)]! + a).toBe(1);
      });
    });
    expect(active[0]).toBe(parity === 0 ? 1 : 0);
    mask.release();
  }
});

test('stripes alternate in one direction only', () => {
  const lattice = new Lattice(newDevice(), [4, 3], 'f64', 2);
  const active = visited(lattice, stripes(lattice, 0, 1).active);
  active.forEach((a, i) => expect(a).toBe((i % 12) % 2));
});
