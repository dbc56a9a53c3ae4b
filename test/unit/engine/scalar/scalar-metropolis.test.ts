import { expect, test } from 'vitest';
import { scalarLab } from '../../../support/scalar-lab.ts';

const coupling = { massSquared: -4, lambda: 6 };

test('proposals of size zero are all kept and change nothing; large ones hardly', () => {
  const lab = scalarLab([4, 6], coupling, 3);
  const before = lab.lattice.read(lab.field.phi);
  expect(lab.metropolis({ hits: 2, width: 0 }).sweep({ seed: 1, update: 1 })).toBe(1);
  expect(lab.lattice.read(lab.field.phi)).toEqual(before);
  const cold = scalarLab([4, 6], coupling);
  expect(cold.metropolis({ hits: 2, width: 100 }).sweep({ seed: 1, update: 1 })).toBeLessThan(0.1);
});

test('without a quartic term and far from others, a large step down is always taken', () => {
  const lab = scalarLab([4, 4], { massSquared: 1e4, lambda: 0 }, 3);
  const before = lab.action.value();
  for (let update = 1; update < 200; update++)
    lab.metropolis({ hits: 4, width: 0.1 }).sweep({ seed: 1, update });
  expect(lab.action.value()).toBeLessThan(before / 1000);
});

test('every site gets numbers of its own, the same for odd extents', () => {
  for (const dims of [
    [4, 4],
    [3, 5],
    [2, 2],
  ]) {
    const lab = scalarLab(dims, { massSquared: 1e-9, lambda: 0 });
    lab.metropolis({ hits: 1, width: 1e-3 }).sweep({ seed: 2, update: 1 });
    const values = [...lab.lattice.read(lab.field.phi)].filter((x) => x !== 0);
    expect(new Set(values).size).toBe(values.length);
    expect(values.length).toBeGreaterThan(0.8 * lab.lattice.volume);
  }
});
