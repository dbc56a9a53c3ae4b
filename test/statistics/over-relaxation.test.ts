/**
 * Over-relaxation mixed with the heat bath keeps the exact plaquette. Fixed seeds, four standard errors:
 * a correct program fails with probability below 0.1 % per set of seeds.
 */
import { expect, test } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import { type Group, su, u1 } from '../../src-engine/group/group.ts';
import { heatBath } from '../../src-engine/update/heat-bath.ts';
import { overRelaxation } from '../../src-engine/update/over-relaxation.ts';
import { su2Plaquette, suPlaquette, u1Plaquette } from '../support/exact-plaquette.ts';
import { deviation, history, type UpdateLab, updateLab } from '../support/update-lab.ts';

const updates = ({ action, field }: UpdateLab, relaxations: number) => [
  unwrap(heatBath(action, field)),
  ...Array.from({ length: relaxations }, () => unwrap(overRelaxation(action, field))),
];

test.each<[string, Group, number[], number, number]>([
  ['U(1) 8x8, beta 3', u1, [8, 8], 3, u1Plaquette(3, 64)],
  ['SU(2) 5x5, beta 4', su(2), [5, 5], 4, su2Plaquette(4, 25)],
  ['SU(3) 8x8, beta 6', su(3), [8, 8], 6, 0.42253174],
  ['SU(4) 6x6, beta 12', su(4), [6, 6], 12, suPlaquette(4, 12)],
])('%s: the exact plaquette', (_, group, dims, beta, exact) => {
  const lab = updateLab(group, dims, `plaquette: ${beta}`);
  const series = history(updates(lab, 3), lab.mean, { sweeps: 8000, thermal: 200 });
  expect(Math.abs(deviation(series, exact))).toBeLessThan(4);
});
