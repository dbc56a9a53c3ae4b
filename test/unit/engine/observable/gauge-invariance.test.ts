/** Every number that is measured, on two points of one gauge orbit. */
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { gaugeFieldOf } from '../../../../src-engine/lattice/gauge-field.ts';
import { chargeKind, type MeasureRequest, makeMeter } from '../../../../src-engine/observable/index.ts';
import { groupCases, newLattice } from '../../../support/lattice.ts';
import { gaugeTransformed, randomField } from '../../../support/random-field.ts';

const cases = groupCases([
  [1, [4, 6]],
  [2, [3, 5]],
  [2, [4, 3, 2]],
  [1, [2, 3, 2, 4]],
  [2, [2, 3, 2, 2]],
  [3, [4, 2, 3, 4]],
  [4, [2, 2, 2, 3]],
]);

describe.each(cases)('$name', ({ group, dims }) => {
  const configuration = randomField(dims, group.colours, 11);
  const lattice = newLattice(dims);
  const field = gaugeFieldOf(lattice, configuration);
  const transformed = gaugeFieldOf(lattice, gaugeTransformed(configuration, 12));
  const requests: MeasureRequest[] = [
    { observable: 'plaquette' },
    { observable: 'rectangle' },
    { observable: 'polyakov' },
    { observable: 'action-density' },
    { observable: 'wilson-loops', maxR: 3, maxT: 3, smearing: 'none' },
    {
      observable: 'wilson-loops',
      maxR: 2,
      maxT: 2,
      smearing: 'ape',
      smearingSteps: 2,
      smearingStrength: 0.4,
    },
    {
      observable: 'wilson-loops',
      maxR: 2,
      maxT: 2,
      smearing: 'stout',
      smearingSteps: 2,
      smearingStrength: 0.1,
    },
    { observable: 'flow', action: 'wilson', integrator: 'rk3', step: 0.05, maxTime: 0.1, recordEvery: 0.1 },
    { observable: 'flow', action: 'symanzik', integrator: 'rk3', step: 0.05, maxTime: 0.1, recordEvery: 0.1 },
  ];
  if (chargeKind(group, dims.length) !== 'none')
    requests.push({ observable: 'topological-charge', definition: ['plaquette', 'clover', 'improved'] });

  it.each(requests)('%j', (request) => {
    const before = unwrap(makeMeter(field)(request)).values;
    const after = unwrap(makeMeter(transformed)(request)).values;
    expect(after.map((v) => v.name)).toEqual(before.map((v) => v.name));
    before.forEach(({ value }, i) => {
      expect(Math.abs(after[i]!.value - value)).toBeLessThan(1e-12 * Math.max(1, Math.abs(value)));
    });
  });

  it('is a test: the link trace changes', () => {
    const trace = (of: typeof field): number =>
      unwrap(makeMeter(of)({ observable: 'link-trace' })).values[0]!.value;
    expect(Math.abs(trace(field) - trace(transformed))).toBeGreaterThan(1e-4);
  });
});
