import { expect, test } from 'vitest';
import { gaugeFieldOf } from '../../../../../src-engine/lattice/gauge-field.ts';
import { normalForceError, operatorOn } from '../../../../support/dirac-lab.ts';
import { newLattice } from '../../../../support/lattice.ts';
import { randomField } from '../../../../support/random-field.ts';

test.each([
  [3, [2, 2, 2, 4], 'antiperiodic', 'none'],
  [3, [4, 2, 2, 2], 'periodic', 'none'],
  [2, [2, 4, 2, 2], 'antiperiodic', 'none'],
  [1, [4, 4], 'antiperiodic', 'none'],
  [1, [4, 2], 'periodic', 'none'],
  [2, [2, 4], 'antiperiodic', 'none'],
  [2, [4, 4], 'antiperiodic', 'stout'],
] as const)('force of <x, A x>, %d colours on %j, %s, smearing %s', (colours, dims, boundary, smearing) => {
  const gauge = gaugeFieldOf(newLattice(dims), randomField(dims, colours, 12));
  const d = operatorOn(gauge, {
    operator: 'wilson',
    kappa: 0.141,
    boundary,
    smearing,
    ...(smearing === 'stout' ? { smearingSteps: 2, smearingStrength: 0.1 } : {}),
  });
  expect(normalForceError(d)).toBeLessThan(1e-9);
});
