import { describe, expect, test } from 'vitest';
import { scalarLab } from '../../../support/scalar-lab.ts';

const coupling = { massSquared: -4, lambda: 6 };

describe.each([
  ['leapfrog', 2],
  ['omelyan-2', 2],
  ['omelyan-4', 4],
  ['force-gradient', 4],
])('%s', (scheme, order) => {
  const energyViolation = (steps: number): number => {
    const lab = scalarLab([4, 4], coupling);
    lab.metropolis({ hits: 4, width: 0.5 }).sweep({ seed: 3, update: 1 });
    const { deltaH } = lab.hmc({ length: 0.5, steps, scheme }).trajectory({ seed: 3, update: 2 });
    return deltaH;
  };

  test('violates the energy with the power of its order', () => {
    const ratio = energyViolation(10) / energyViolation(20);
    expect(Math.log2(ratio)).toBeGreaterThan(order - 0.2);
    expect(Math.log2(ratio)).toBeLessThan(order + 0.2);
  });

  test('comes back', () => {
    const lab = scalarLab([4, 6], coupling);
    const hmc = lab.hmc({ length: 1, steps: 12, scheme });
    const before = hmc.trajectory({ seed: 1, update: 1 }, { reversibility: true });
    expect(before.reversibility).toBeGreaterThan(0);
    expect(before.reversibility).toBeLessThan(1e-12);
  });
});

test('a refused trajectory leaves the field as it was', () => {
  const lab = scalarLab([4, 4], coupling, 8);
  const before = lab.lattice.read(lab.field.phi);
  const { accepted, deltaH } = lab.hmc({ length: 4, steps: 8 }).trajectory({ seed: 1, update: 1 });
  expect(accepted).toBe(false);
  expect(deltaH).not.toBe(0);
  expect(lab.lattice.read(lab.field.phi)).toEqual(before);
});

test('looking back does not change the chain', () => {
  const [one, two] = [true, false].map((reversibility) => {
    const lab = scalarLab([4, 4], coupling);
    const hmc = lab.hmc({ length: 1, steps: 10 });
    for (let update = 1; update < 4; update++) hmc.trajectory({ seed: 4, update }, { reversibility });
    return lab.lattice.read(lab.field.phi);
  });
  expect(one).toEqual(two);
});
