/**
 * Where along its stripe a site is: PLACES numbers, all zero but that of the coordinate along the stripe modulo PLACES. Couplings of the other direction work on
 * stripes of the same period, so what they leave unfinished depends on it; a periodic convolution could not tell.
 * Proved by test/unit/engine/learn/flow/gauge/places.test.ts.
 */
import type { Field } from '../../../lattice/lattice.ts';
import { STRIPE_PERIOD, type Stripes } from './stripes.ts';

export const PLACES = STRIPE_PERIOD;

/** Components `first` and following of `features`, at all sites. */
export const writePlaces = ({ lattice, mu }: Stripes, features: Field, first: number): void => {
  const { dims, samples, volume } = lattice.layout;
  const values = new Float64Array(volume * PLACES);
  for (let i = 0; i < volume; i++) {
    const site = i % (volume / samples);
    const along = mu === 0 ? site % dims[0]! : Math.floor(site / dims[0]!);
    values[i * PLACES + (along % PLACES)] = 1;
  }
  const places = lattice.field(PLACES);
  lattice.write(places, values);
  const put = lattice.kernel(`places ${features.components} ${first}`, (k) => {
    const [out, from] = [k.field('features', features.components), k.field('places', PLACES)];
    for (let c = 0; c < PLACES; c++) k.store(out, first + c, k.load(from, k.here, c));
  });
  put([features, places]);
  lattice.release(places);
};
