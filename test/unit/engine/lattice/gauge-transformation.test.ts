import { describe, expect, test } from 'vitest';
import { getConfiguration } from '../../../../src-engine/lattice/gauge-field.ts';
import { randomTransformation, transform } from '../../../../src-engine/lattice/gauge-transformation.ts';
import { unitarityDeviation } from '../../../../src-engine/lattice/unitarity.ts';
import { groupCases, randomGaugeField } from '../../../support/lattice.ts';
import { dagger, everySite, linkOf, multiply, plainPlaquetteSum } from '../../../support/plain-gauge.ts';

const CASES = groupCases([
  [1, [4, 4]],
  [2, [3, 4, 2]],
  [3, [2, 4, 2, 4]],
  [3, [3, 3]],
  [5, [4, 4]],
]);

describe.each(CASES)('$name', ({ group, dims }) => {
  const n = group.colours;
  const field = randomGaugeField(dims, n);
  const before = getConfiguration(field);
  const g = randomTransformation(field, 7);
  transform(field, g);
  const after = getConfiguration(field);
  const elements = field.lattice.read(g);
  const size = group.linkComponents;

  test('U_mu(x) goes to G(x) U_mu(x) G(x + mu)^dagger', () => {
    const sites = everySite(dims);
    const elementAt = (x: readonly number[]): Float64Array => {
      const site = x.reduceRight((s, c, i) => s * dims[i]! + (c % dims[i]!), 0);
      return elements.slice(site * size, (site + 1) * size);
    };
    for (const x of sites) {
      dims.forEach((_, mu) => {
        const next = x.map((c, i) => (i === mu ? c + 1 : c));
        const want = multiply(
          multiply(elementAt(x), linkOf(before, x, mu), n),
          dagger(elementAt(next), n),
          n,
        );
        linkOf(after, x, mu).forEach((y, i) => {
          expect(y).toBeCloseTo(want[i]!, 13);
        });
      });
    }
  });

  test('changes the links, stays on the group and leaves the plaquette', () => {
    expect(Math.max(...after.links.map((x, i) => Math.abs(x - before.links[i]!)))).toBeGreaterThan(0.5);
    expect(unitarityDeviation(field).unitarity).toBeLessThan(1e-13);
    expect(plainPlaquetteSum(after)).toBeCloseTo(plainPlaquetteSum(before), 10);
  });

  test('is a function of seed and update', () => {
    const again = field.lattice.read(randomTransformation(field, 7));
    expect(again).toEqual(elements);
    expect(field.lattice.read(randomTransformation(field, 7, 1))).not.toEqual(elements);
  });
});
