import { expect, test } from 'vitest';
import { Lattice } from '../../../../../src-engine/lattice/lattice.ts';
import { uniformAngles } from '../../../../../src-engine/learn/prior/uniform-angles.ts';
import { sampleSums } from '../../../../../src-engine/learn/samples.ts';
import { newDevice } from '../../../../support/kernel-lab.ts';

const draw = (samples: number, firstSample = 0): Float64Array => {
  const lattice = new Lattice(newDevice(), [4, 4], 'f64', samples);
  const z = lattice.field(2);
  uniformAngles(2).draw(z, { seed: 3, purpose: 'sampler', update: 7, firstSample });
  return lattice.read(z);
};

test('uniform in [0, 2 pi): Fourier moments vanish', () => {
  const z = draw(256);
  expect(z.every((x) => x >= 0 && x <= 2 * Math.PI)).toBe(true);
  for (const n of [1, 2, 3]) {
    const c = z.reduce((sum, x) => sum + Math.cos(n * x), 0) / z.length;
    const s = z.reduce((sum, x) => sum + Math.sin(n * x), 0) / z.length;
    expect(Math.hypot(c, s)).toBeLessThan(4 / Math.sqrt(z.length));
  }
});

test('samples are the same in any batch', () => {
  expect(draw(4, 2)).toEqual(draw(8).slice(64, 64 + 128));
});

test('the density is that of independent angles', () => {
  const lattice = new Lattice(newDevice(), [4, 4], 'f64', 2);
  const density = lattice.field(1);
  uniformAngles(2).logDensity(lattice.field(2), density);
  for (const sum of sampleSums(density)) expect(sum).toBeCloseTo(-32 * Math.log(2 * Math.PI), 10);
});
