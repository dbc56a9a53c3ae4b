import { describe, expect, test } from 'vitest';
import { ANTIPERIODIC, centreElement, multiplyBoundary } from '../../../../src-engine/lattice/boundary.ts';
import { getConfiguration } from '../../../../src-engine/lattice/gauge-field.ts';
import { unitarityDeviation } from '../../../../src-engine/lattice/unitarity.ts';
import { randomGaugeField } from '../../../support/lattice.ts';
import { everySite, linkAt, plainPlaquetteSum } from '../../../support/plain-gauge.ts';

describe.each([
  [3, [4, 2, 2, 4], 3],
  [3, [3, 4], 0],
  [2, [4, 4, 2], 1],
])('SU(%i) on %j, direction %i', (n, dims, mu) => {
  test('multiplies the crossing links and no others', () => {
    const field = randomGaugeField(dims, n);
    const before = getConfiguration(field);
    multiplyBoundary(field, mu, ANTIPERIODIC);
    const after = getConfiguration(field);
    for (const x of everySite(dims)) {
      dims.forEach((_, nu) => {
        const sign = nu === mu && x[mu] === dims[mu]! - 1 ? -1 : 1;
        const at = linkAt(before, x, nu);
        for (let i = 0; i < 2 * n * n; i++)
          expect(after.links[at + i]! - sign * before.links[at + i]!).toBe(0);
      });
    }
    expect(plainPlaquetteSum(after)).toBeCloseTo(plainPlaquetteSum(before), 11);
  });

  test('a centre element stays in the group, and its conjugate undoes it', () => {
    const field = randomGaugeField(dims, n);
    const before = getConfiguration(field).links;
    const z = centreElement(n, 1);
    multiplyBoundary(field, mu, z);
    expect(getConfiguration(field).links).not.toEqual(before);
    expect(unitarityDeviation(field).determinant).toBeLessThan(1e-13);
    multiplyBoundary(field, mu, { re: z.re, im: -z.im });
    getConfiguration(field).links.forEach((x, i) => {
      expect(x).toBeCloseTo(before[i]!, 14);
    });
  });
});
