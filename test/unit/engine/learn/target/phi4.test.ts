import { describe, expect, test } from 'vitest';
import { Lattice } from '../../../../../src-engine/lattice/lattice.ts';
import { fillSamples, sampleSums } from '../../../../../src-engine/learn/samples.ts';
import { phi4Target } from '../../../../../src-engine/learn/target/phi4.ts';
import { moveSite, newDevice, someNumbers } from '../../../../support/kernel-lab.ts';

const COUPLING = { massSquared: -1.3, lambda: 0.7 };

/** The sum as it is written in the papers. */
const plainAction = (dims: readonly number[], phi: Float64Array, scale: number): number => {
  let sum = 0;
  phi.forEach((x, site) => {
    let s = COUPLING.massSquared * x ** 2 + COUPLING.lambda * x ** 4;
    dims.forEach((_, mu) => {
      const step = (n: number): number =>
        phi[
          moveSite(
            dims,
            site,
            dims.map((__, nu) => (nu === mu ? n : 0)),
          )
        ]!;
      s += 2 * x ** 2 - x * step(1) - x * step(-1);
    });
    sum += scale * s + ((1 - scale) * x ** 2) / 2;
  });
  return sum;
};

describe.each([[[4, 6]], [[2, 2]], [[2, 3, 4]], [[2, 2, 2, 4]]] as const)('%j', (dims) => {
  const lattice = new Lattice(newDevice(), dims, 'f64', 4);
  const sites = lattice.volume / 4;
  const target = phi4Target(COUPLING);
  const phi = someNumbers(lattice.volume, 1).map((x) => 2 * x);
  const x = lattice.field(1);
  const density = lattice.field(1);
  const actions = (values: Float64Array, scale: number): Float64Array => {
    lattice.write(x, values);
    target.action(x, density, scale);
    return sampleSums(density);
  };

  test.each([0, 0.3, 1])('action at scale %d', (scale) => {
    actions(phi, scale).forEach((s, i) => {
      expect(s).toBeCloseTo(plainAction(dims, phi.subarray(i * sites, (i + 1) * sites), scale), 10);
    });
  });

  test('gradient against differences', () => {
    const [weight, bar] = [lattice.field(1), lattice.field(1)];
    const weights = someNumbers(4, 2);
    const start = someNumbers(lattice.volume, 3);
    fillSamples(weights, weight);
    lattice.write(bar, start);
    lattice.write(x, phi);
    target.addGradient(x, weight, bar, 0.6);
    const said = lattice.read(bar);
    const h = 1e-3;
    for (let i = 0; i < lattice.volume; i += 5) {
      const sample = Math.floor(i / sites);
      const at = (n: number): number =>
        actions(
          phi.map((v, j) => (i === j ? v + n * h : v)),
          0.6,
        )[sample]!;
      const slope = (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * h);
      expect(said[i]! - start[i]!).toBeCloseTo(weights[sample]! * slope, 7);
    }
  });
});

test('the key says the couplings', () => {
  expect(phi4Target(COUPLING).key).not.toBe(phi4Target({ ...COUPLING, lambda: 0.8 }).key);
  expect(phi4Target(COUPLING).key).not.toBe(phi4Target({ ...COUPLING, massSquared: 1 }).key);
});
