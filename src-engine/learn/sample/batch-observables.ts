/**
 * What is seen on each sample of a batch, under the names and with the normalisations of runs:
 *   scalar field: phi2, phi4 (averages over the V sites), magnetisation M = sum phi / V, abs-magnetisation |M|, chi2 = V M^2,
 *   energy (1/2) sum_mu phi(x) phi(x + mu) averaged over the sites;
 *   gauge fields: plaquette, Re tr P / N averaged over sites and planes; U(1) in two dimensions: topological-charge and its square.
 * Proved by test/unit/engine/learn/sample/batch-observables.test.ts.
 */
import type { ModelTarget } from '../../api/model-manifest.ts';
import type { Real, Tracer } from '../../kernel/tracer.ts';
import type { Field } from '../../lattice/lattice.ts';
import { sampleSums } from '../samples.ts';
import { makeTarget } from '../target/make-target.ts';
import { u1Target } from '../target/u1.ts';
import type { Target } from '../target.ts';
import { chargesOf } from '../train/modes.ts';

/** Numbers of each sample, by name. */
export type BatchObserver = (x: Field) => Readonly<Record<string, Float64Array>>;

type SiteFunction = (k: Tracer, phi: Real, field: number) => Real;

const siteAverages = (x: Field, name: string, f: SiteFunction): Float64Array => {
  const { lattice } = x;
  const density = lattice.field(1);
  const kernel = lattice.kernel(`samples of a scalar field: ${name}`, (k) => {
    const field = k.field('phi', 1);
    const out = k.field('density', 1);
    k.store(out, 0, f(k, k.load(field, k.here, 0), field));
  });
  kernel([x, density]);
  const sums = sampleSums(density);
  lattice.release(density);
  const sites = lattice.volume / lattice.layout.samples;
  return sums.map((sum) => sum / sites);
};

const square = (k: Tracer, phi: Real): Real => k.mul(phi, phi);

const bonds: SiteFunction = (k, phi, field) => {
  let sum: Real | undefined;
  for (let mu = 0; mu < k.dimensions; mu++) {
    const [next] = k.move([k.load(field, k.shift(k.here, mu, 1), 0)], k.here) as [Real];
    sum = sum === undefined ? next : k.add(sum, next);
  }
  return k.mul(k.constant(0.5), k.mul(phi, sum!));
};

const scalarObserver: BatchObserver = (x) => {
  const sites = x.lattice.volume / x.lattice.layout.samples;
  const magnetisation = siteAverages(x, 'phi', (_, phi) => phi);
  return {
    phi2: siteAverages(x, 'phi^2', square),
    phi4: siteAverages(x, 'phi^4', (k, phi) => square(k, square(k, phi))),
    magnetisation,
    'abs-magnetisation': magnetisation.map(Math.abs),
    chi2: magnetisation.map((m) => sites * m * m),
    energy: siteAverages(x, 'bonds', bonds),
  };
};

/** The action of a unit coupling is minus the sum of Re tr P / N over all plaquettes. */
const plaquettes = (x: Field, unit: Target): Float64Array => {
  const { lattice } = x;
  const density = lattice.field(1);
  unit.action(x, density, 1);
  const sums = sampleSums(density);
  lattice.release(density);
  const d = lattice.dims.length;
  const count = ((lattice.volume / lattice.layout.samples) * d * (d - 1)) / 2;
  return sums.map((sum) => -sum / count);
};

const u1Observer: BatchObserver = (x) => {
  const d = x.lattice.dims.length;
  const plaquette = plaquettes(x, u1Target(1, d));
  if (d !== 2) return { plaquette };
  const charge = chargesOf(x);
  return { plaquette, 'topological-charge': charge, 'topological-charge-squared': charge.map((q) => q * q) };
};

export const observerOf = ({ theory }: ModelTarget): BatchObserver => {
  switch (theory) {
    case 'phi4':
      return scalarObserver;
    case 'u1':
      return u1Observer;
    default: {
      // S = -(beta/N) sum Re tr P
      const unit = { theory, beta: 1 };
      return (x) => ({ plaquette: plaquettes(x, makeTarget(unit, x.lattice.dims.length)) });
    }
  }
};

export const observableNames: Readonly<Record<ModelTarget['theory'], readonly string[]>> = {
  phi4: ['phi2', 'phi4', 'magnetisation', 'abs-magnetisation', 'chi2', 'energy'],
  u1: ['plaquette', 'topological-charge', 'topological-charge-squared'],
  su2: ['plaquette'],
  su3: ['plaquette'],
};
