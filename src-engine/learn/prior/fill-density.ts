/** One number at every site of a density: what log r of a uniform prior is. */
import type { Field } from '../../lattice/lattice.ts';

export const fillDensity = (density: Field, value: number): void => {
  const kernel = density.lattice.kernel('density fill', (k) => {
    k.store(k.field('density', 1), 0, k.param());
  });
  kernel([density], { params: [value] });
};
