/**
 * Topology of two-dimensional U(1) against the exact <Q^2> of the torus (second derivative of log Z in theta), by heat bath. Fixed seeds,
 * four standard errors: two comparisons, false alarm 1e-4. The charge is an integer on every configuration.
 */
import { expect, test } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import { u1 } from '../../src-engine/group/group.ts';
import { measureGeometricCharge } from '../../src-engine/observable/index.ts';
import { heatBath } from '../../src-engine/update/heat-bath.ts';
import { overRelaxation } from '../../src-engine/update/over-relaxation.ts';
import { deviation, history, updateLab } from '../support/update-lab.ts';

const SIGMAS = 4;

test.each([
  [1, 2.60071911],
  [2, 1.23929891],
])('<Q^2> of U(1) on 8 x 8, beta %d', (beta, exact) => {
  const lab = updateLab(u1, [8, 8], `plaquette: ${beta}`);
  const updates = [unwrap(heatBath(lab.action, lab.field)), unwrap(overRelaxation(lab.action, lab.field))];
  const square = (): number => {
    const q = measureGeometricCharge(lab.field);
    expect(Math.abs(q - Math.round(q))).toBeLessThan(1e-10);
    return q * q;
  };
  const series = history(updates, square, { sweeps: 30000, thermal: 300 });
  expect(Math.abs(deviation(series, exact))).toBeLessThan(SIGMAS);
});
