import { expect, test } from 'vitest';
import { scalarLab } from '../../../support/scalar-lab.ts';

const coupling = { massSquared: -4, lambda: 6 };

test('absolute values stay, signs change', () => {
  const lab = scalarLab([6, 4], coupling, 3);
  const before = lab.lattice.read(lab.field.phi);
  lab.cluster().sweep({ seed: 1, update: 1 });
  const after = lab.lattice.read(lab.field.phi);
  expect(after.map(Math.abs)).toEqual(before.map(Math.abs));
  expect(after).not.toEqual(before);
});

test('large fields of one sign are one cluster, zero fields are all alone', () => {
  const lab = scalarLab([4, 3], coupling);
  const cluster = lab.cluster();
  expect(cluster.sweep({ seed: 1, update: 1 })).toBe(12);
  lab.lattice.write(lab.field.phi, new Float64Array(12).fill(10));
  expect(cluster.sweep({ seed: 1, update: 2 })).toBe(1);
});

test('unequal signs are never bound', () => {
  const lab = scalarLab([4, 4], coupling);
  // a checkerboard of large fields
  const values = Float64Array.from({ length: 16 }, (_, i) => ((i + (i >> 2)) % 2 === 0 ? 5 : -5));
  lab.lattice.write(lab.field.phi, values);
  expect(lab.cluster().sweep({ seed: 1, update: 1 })).toBe(16);
});

test('a link is a bond with probability 1 - exp(-4 phi phi)', () => {
  // two directions of extent 2: each pair of neighbours has two links, so sites of one line of two are apart with probability exp(-8 phi phi')
  const lab = scalarLab([2, 2], coupling);
  const cluster = lab.cluster();
  const large = 0.4;
  const trials = 4000;
  let apart = 0;
  for (let update = 1; update <= trials; update++) {
    lab.lattice.write(lab.field.phi, Float64Array.from([large, large, 1e-9, 1e-9]));
    apart += cluster.sweep({ seed: 1, update }) === 4 ? 1 : 0;
  }
  const p = Math.exp(-8 * large * large);
  expect(Math.abs(apart / trials - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / trials));
});
