import { expect, it } from 'vitest';
import { newLattice } from '../../../support/lattice.ts';

/** Longer than the distance after which loads are read again. */
const FAR = 40;

it('a value that was loaded before its field is written stays what it was, however late it is used', () => {
  const lattice = newLattice([4, 4]);
  const [f, out] = [lattice.field(1), lattice.field(1)];
  const values = Float64Array.from({ length: 16 }, (_, i) => i + 1);
  lattice.write(f, values);
  lattice.kernel('load, store, use late', (k) => {
    const a = k.field('f', 1);
    const b = k.field('out', 1);
    const before = k.load(a, k.here, 0);
    k.store(a, 0, k.mul(before, k.constant(100)));
    let work = k.constant(0);
    const step = k.param();
    for (let i = 0; i < FAR; i++) work = k.fma(step, k.add(work, step), k.constant(i + 2));
    k.store(b, 0, k.add(before, k.mul(work, k.constant(0.5))));
  })([f, out], { params: [0] });
  expect(lattice.read(f)).toEqual(values.map((x) => 100 * x));
  expect(lattice.read(out)).toEqual(values.map((x) => x + (FAR + 1) / 2));
});
