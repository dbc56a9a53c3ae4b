import { expect, test } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { makeDirac } from '../../../../src-engine/dirac/make-dirac.ts';
import { logDeterminant } from '../../../../src-engine/pseudofermion/log-determinant.ts';
import { logDeterminant as denseLogDeterminant, positiveMatrix } from '../../../support/dense.ts';
import { denseDirac, denseNormal } from '../../../support/dirac-lab.ts';
import { termForceError } from '../../../support/force-check.ts';
import { randomGaugeField } from '../../../support/lattice.ts';
import { seaQuark, weightRatio } from '../../../support/sea-lab.ts';

const clover = { operator: 'wilson-clover', kappa: 0.12, clover: 1.3 } as const;

test.each([
  [3, 'none'],
  [2, 'stout'],
] as const)('the force of the site-diagonal part, N = %i, smearing %s', (colours, smearing) => {
  const gauge = randomGaugeField([2, 4, 2, 2], colours);
  const quark = seaQuark({
    ...clover,
    smearing,
    ...(smearing === 'stout' ? { smearingSteps: 2, smearingStrength: 0.1 } : {}),
  });
  const term = logDeterminant(unwrap(makeDirac(gauge, quark)), 2, 'clover');
  expect(termForceError(gauge, term!)).toBeLessThan(1e-8);
});

test.each([1, 2])('with det(A)^(flavours / 2) it is |det D|^flavours: %i', (flavours) => {
  const gauge = randomGaugeField([2, 2, 2, 2], 2);
  const operator = unwrap(makeDirac(gauge, seaQuark(clover)));
  const { modulus } = denseLogDeterminant(denseDirac(operator));
  const { logDet } = positiveMatrix(denseNormal(operator));
  const term = logDeterminant(operator, flavours, 'clover')!;
  expect(Math.abs(term.value())).toBeGreaterThan(0.1);
  expect((flavours / 2) * logDet - term.value()).toBeCloseTo(flavours * modulus, 10);
});

test.each([2, 3])('with pseudofermions it makes up |det D|^%i', (flavours) => {
  const ratio = weightRatio([2, 2, 2, 2], 2, seaQuark(clover, { flavours }));
  expect(Math.abs(ratio.found - ratio.exact)).toBeLessThan(3 * ratio.error);
  expect(Math.abs(ratio.exact)).toBeGreaterThan(6 * ratio.error);
});

test('there is none where the diagonal knows nothing of the links', () => {
  const gauge = randomGaugeField([2, 2, 2, 2], 2);
  const wilson = unwrap(makeDirac(gauge, seaQuark({ operator: 'wilson', kappa: 0.1 })));
  expect(logDeterminant(wilson, 2, 'none')).toBeUndefined();
});
