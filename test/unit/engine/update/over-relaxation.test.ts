import { describe, expect, test } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { getConfiguration } from '../../../../src-engine/lattice/gauge-field.ts';
import { randomTransformation, transform } from '../../../../src-engine/lattice/gauge-transformation.ts';
import { unitarityDeviation } from '../../../../src-engine/lattice/unitarity.ts';
import { heatBath } from '../../../../src-engine/update/heat-bath.ts';
import { overRelaxation } from '../../../../src-engine/update/over-relaxation.ts';
import { groupCases } from '../../../support/lattice.ts';
import { updateLab } from '../../../support/update-lab.ts';

const CASES = groupCases([
  [1, [4, 4]],
  [1, [3, 4, 5]],
  [1, [4, 4, 4, 4]],
  [2, [5, 5]],
  [2, [4, 4, 4, 4]],
  [3, [3, 3, 3, 3]],
  [3, [4, 4, 4]],
  [4, [4, 6]],
  [6, [4, 4]],
]);
const ACTIONS = [
  ['plaquette', 'plaquette: 3', []],
  ['plaquette and rectangle', 'plaquette: 4; rectangle: -0.3', []],
  ['with flux', 'plaquette: 3', [{ mu: 0, nu: 1, units: 1 }]],
] as const;

describe.each(CASES)('$name', ({ group, dims }) => {
  test.each(ACTIONS)('%s: the action stays, the links do not', (_, text, fluxes) => {
    const { field, action } = updateLab(group, dims, text, { fluxes });
    const bath = unwrap(heatBath(action, field));
    for (let i = 0; i < 5; i++) bath.sweep({ seed: 1, update: i });
    const before = getConfiguration(field).links;
    const value = action.value(field.links);
    const update = unwrap(overRelaxation(action, field));
    const stats = update.sweep({ seed: 1, update: 0 });
    const size = action.loops.terms.reduce(
      (s, t) => s + Math.abs(t.coupling) * t.loops.length * field.lattice.volume,
      0,
    );
    expect(Math.abs(action.value(field.links) - value) / size).toBeLessThan(1e-14);
    const links = getConfiguration(field).links;
    const change = links.reduce((s, x, i) => s + (x - before[i]!) ** 2, 0) / links.length;
    expect(change).toBeGreaterThan(0.01 / group.colours);
    expect(unitarityDeviation(field).unitarity).toBeLessThan(1e-13);
    expect(stats.refused).toBe(0);
  });
});

test.each(
  groupCases([
    [1, [4, 5]],
    [2, [4, 4, 3]],
  ]),
)('$name: covariant under gauge transformations, as only the full group is', ({ group, dims }) => {
  const one = updateLab(group, dims, 'plaquette: 2');
  const two = updateLab(group, dims, 'plaquette: 2');
  const g = randomTransformation(one.field, 3);
  transform(two.field, randomTransformation(two.field, 3));
  unwrap(overRelaxation(one.action, one.field)).sweep({ seed: 1, update: 0 });
  unwrap(overRelaxation(two.action, two.field)).sweep({ seed: 1, update: 0 });
  transform(one.field, g);
  const want = getConfiguration(one.field).links;
  getConfiguration(two.field).links.forEach((x, i) => {
    expect(x).toBeCloseTo(want[i]!, 12);
  });
});
