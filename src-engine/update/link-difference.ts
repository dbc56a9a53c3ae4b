/** The largest difference between the numbers of two fields: the distance used by reversibility checks. */
import type { Field, Lattice } from '../lattice/lattice.ts';

export const maxLinkDifference = (lattice: Lattice, components: number): ((a: Field, b: Field) => number) => {
  const kernel = lattice.kernel(`largest difference ${components}`, (k) => {
    const a = k.field('a', components);
    const b = k.field('b', components);
    let largest = k.constant(0);
    for (let i = 0; i < components; i++) {
      largest = k.max(largest, k.abs(k.sub(k.load(a, k.here, i), k.load(b, k.here, i))));
    }
    k.reduce(largest, 'max');
  });
  return (a, b) => kernel([a, b])[0]!;
};
