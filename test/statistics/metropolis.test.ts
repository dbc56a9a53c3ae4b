/**
 * Metropolis gives what the heat bath gives. Fixed seeds, four combined standard errors: a correct program fails with probability below
 * 0.1 % per set of seeds.
 */
import { expect, test } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import { type Group, su, u1 } from '../../src-engine/group/group.ts';
import { heatBath } from '../../src-engine/update/heat-bath.ts';
import { metropolis } from '../../src-engine/update/metropolis.ts';
import { history, meanOf, updateLab } from '../support/update-lab.ts';

test.each<[string, Group, number[], string, number, object[]]>([
  ['U(1) 4^4', u1, [4, 4, 4, 4], 'plaquette: 0.9', 0.8, []],
  ['SU(2) 4^4', su(2), [4, 4, 4, 4], 'plaquette: 2.3', 0.7, []],
  ['SU(3) 4^4', su(3), [4, 4, 4, 4], 'plaquette: 5.7', 0.5, []],
  ['SU(3) 3^3, rectangles', su(3), [3, 3, 3], 'plaquette: 8; rectangle: -0.5', 0.5, []],
  ['SU(2) 4^4 with flux', su(2), [4, 4, 4, 4], 'plaquette: 2.3', 0.7, [{ mu: 0, nu: 3, units: 1 }]],
])('%s', (_, group, dims, text, width, fluxes) => {
  const options = { fluxes: fluxes as { mu: number; nu: number; units: number }[] };
  const one = updateLab(group, dims, text, options);
  const a = meanOf(
    history([unwrap(heatBath(one.action, one.field))], one.mean, { sweeps: 2500, thermal: 200 }),
  );
  const two = updateLab(group, dims, text, options);
  const update = unwrap(metropolis(two.action, two.field, { hits: 4, width }));
  const b = meanOf(history([update], two.mean, { sweeps: 2500, thermal: 300, seed: 8 }));
  expect(Math.abs(a.value - b.value) / Math.hypot(a.error, b.error)).toBeLessThan(4);
});
