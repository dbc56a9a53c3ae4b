import { expect, test } from 'vitest';
import { kickFromGradient } from '../../../../src-engine/dirac/link-gradient.ts';
import { termForceError } from '../../../support/force-check.ts';
import { randomGaugeField } from '../../../support/lattice.ts';
import { linearAction, wilsonAction } from '../../../support/link-actions.ts';

const actions = { linear: linearAction(5), wilson: wilsonAction(2.5) };

test.each([
  [1, [4, 3]],
  [2, [3, 4]],
  [3, [2, 3, 2, 2]],
  [4, [2, 2, 2]],
] as const)('the force from the gradient by the components of the links: N = %i on %j', (n, dims) => {
  const field = randomGaugeField(dims, n, 3);
  const gradient = field.lattice.field(field.links.components);
  for (const action of Object.values(actions)) {
    const error = termForceError(field, {
      value: () => action.value(field),
      kick: (momenta, eps) => {
        field.lattice.write(gradient, action.gradient(field));
        kickFromGradient(momenta, field, gradient, eps);
      },
    });
    expect(error).toBeLessThan(1e-8);
  }
});
