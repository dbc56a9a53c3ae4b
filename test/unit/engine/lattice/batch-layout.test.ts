/** Many samples of one lattice: each behaves as a lattice of its own. */
import { expect, test } from 'vitest';
import { Lattice } from '../../../../src-engine/lattice/lattice.ts';
import { newDevice } from '../../../support/kernel-lab.ts';
import { uniforms } from '../../../support/random-field.ts';

test.each([
  ['f64', [4, 6], 6],
  ['f32', [3, 4], 8],
  ['f32', [2, 4, 6], 4],
] as const)('hops and sums of %s on %j, %d samples', (precision, dims, samples) => {
  const device = newDevice();
  const batch = new Lattice(device, dims, precision, samples);
  const single = new Lattice(device, dims, precision);
  const sites = single.volume;
  const next = uniforms(3);
  const values = Float64Array.from({ length: samples * sites * 2 }, () => Math.fround(next()));
  const run = (lattice: Lattice, from: Float64Array): { out: Float64Array; sum: number } => {
    const [x, y] = [lattice.field(2), lattice.field(1)];
    lattice.write(x, from);
    const kernel = lattice.kernel('batch test', (k) => {
      const [fx, fy] = [k.field('x', 2), k.field('y', 1)];
      const ahead = k.shift(k.here, 0);
      const behind = k.shift(ahead, 1, -1);
      const moved = k.move([k.load(fx, behind, 1)], k.here)[0]!;
      const value = k.fma(k.load(fx, k.here, 0), moved, moved);
      k.store(fy, 0, value);
      k.reduce(value);
    });
    const sum = kernel([x, y])[0]!;
    return { out: lattice.read(y), sum };
  };
  const all = run(batch, values);
  let sum = 0;
  for (let s = 0; s < samples; s++) {
    const alone = run(single, values.slice(s * sites * 2, (s + 1) * sites * 2));
    expect(all.out.slice(s * sites, (s + 1) * sites)).toEqual(alone.out);
    sum += alone.sum;
  }
  expect(all.sum).toBeCloseTo(sum, 9);
});

test('values of some samples are read and written in place', () => {
  const batch = new Lattice(newDevice(), [2, 4], 'f32', 8);
  const field = batch.field(3);
  batch.writeRange(field, 5 * 24, new Float64Array(24).fill(7));
  const all = batch.read(field);
  expect(all.reduce((a, b) => a + b)).toBe(24 * 7);
  expect(all.slice(5 * 24, 6 * 24).every((x) => x === 7)).toBe(true);
});
