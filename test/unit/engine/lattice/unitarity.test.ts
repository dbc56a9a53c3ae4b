import { describe, expect, test } from 'vitest';
import { getConfiguration, setConfiguration } from '../../../../src-engine/lattice/gauge-field.ts';
import { reunitariseLinks, unitarityDeviation } from '../../../../src-engine/lattice/unitarity.ts';
import { groupCases, randomGaugeField } from '../../../support/lattice.ts';

describe.each(
  groupCases([
    [1, [4, 4]],
    [2, [3, 3, 4]],
    [3, [4, 4, 2, 2]],
    [6, [2, 4]],
  ]),
)('$name', ({ group, dims }) => {
  test('one damaged link is seen and mended', () => {
    const field = randomGaugeField(dims, group.colours);
    expect(unitarityDeviation(field).unitarity).toBeLessThan(1e-13);
    const c = getConfiguration(field);
    const links = c.links.slice();
    const first = (links.length / group.linkComponents - 2) * group.linkComponents;
    for (let i = 0; i < group.linkComponents; i++) links[first + i]! *= 1.001;
    setConfiguration(field, { ...c, links });
    const { unitarity, determinant } = unitarityDeviation(field);
    expect(unitarity).toBeCloseTo(1.001 ** 2 - 1, 12);
    expect(determinant).toBeCloseTo(group.special ? 1.001 ** group.colours - 1 : 0, 12);
    reunitariseLinks(field);
    expect(unitarityDeviation(field).unitarity).toBeLessThan(1e-13);
    expect(unitarityDeviation(field).determinant).toBeLessThan(1e-13);
    getConfiguration(field).links.forEach((x, i) => {
      expect(x).toBeCloseTo(c.links[i]!, 13);
    });
  });
});
