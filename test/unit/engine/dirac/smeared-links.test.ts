import { describe, expect, test } from 'vitest';
import { kickFromGradient } from '../../../../src-engine/dirac/link-gradient.ts';
import { smearedLinks } from '../../../../src-engine/dirac/smeared-links.ts';
import { stoutSmear } from '../../../../src-engine/flow/stout.ts';
import { getConfiguration, setCold } from '../../../../src-engine/lattice/gauge-field.ts';
import { type ForceTerm, termForceError } from '../../../support/force-check.ts';
import { randomGaugeField } from '../../../support/lattice.ts';
import { type LinkAction, linearAction, wilsonAction } from '../../../support/link-actions.ts';

const actions = { linear: linearAction(5), wilson: wilsonAction(2.5) };

const smearedTerm = (
  field: ReturnType<typeof randomGaugeField>,
  smearing: { steps: number; rho: number },
  action: LinkAction,
): ForceTerm => {
  const smeared = smearedLinks(field, smearing);
  const gradient = field.lattice.field(field.links.components);
  return {
    changed: smeared.refresh,
    value: () => action.value(smeared.field),
    kick: (momenta, eps) => {
      field.lattice.write(gradient, action.gradient(smeared.field));
      kickFromGradient(momenta, field, smeared.pullBack(gradient), eps);
    },
  };
};

describe.each([
  [1, [4, 3]],
  [1, [2, 2]],
  [2, [3, 4]],
  [2, [2, 3, 2, 2]],
  [3, [2, 4]],
  [3, [3, 2, 2, 2]],
  [4, [2, 2, 3]],
] as const)('N = %i on %j', (n, dims) => {
  const field = randomGaugeField(dims, n, 3);

  test.each([0, 1, 3])('%i steps: the links of stout smearing', (steps) => {
    const smearing = { steps, rho: 0.12 };
    const smeared = smearedLinks(field, smearing);
    smeared.refresh();
    const expected = stoutSmear(field, smearing);
    expect(getConfiguration(smeared.field).links).toEqual(getConfiguration(expected).links);
  });

  test.each([
    [0, 0.1],
    [1, 0.12],
    [2, 0.1],
    [3, 0.07],
    // past the range of one exponential
    [1, 0.4],
  ])('%i steps of %d: the force is minus the derivative', (steps, rho) => {
    for (const action of Object.values(actions)) {
      const error = termForceError(field, smearedTerm(field, { steps, rho }, action), { links: 3 });
      expect(error).toBeLessThan(1e-7);
    }
  });
});

test.each([1, 2, 3])('cold links, where every Q vanishes: N = %i', (n) => {
  const field = randomGaugeField([2, 4], n);
  setCold(field);
  const error = termForceError(field, smearedTerm(field, { steps: 2, rho: 0.1 }, actions.linear));
  expect(error).toBeLessThan(1e-7);
});

test('links times signs: the gradient by the dressed links with the dressed links', () => {
  const field = randomGaugeField([2, 4], 2);
  const { lattice } = field;
  const smeared = smearedLinks(field, { steps: 1, rho: 0.1 });
  smeared.refresh();
  const values = lattice.read(smeared.field.links);
  const gradient = lattice.field(field.links.components);
  const weights = actions.linear.gradient(smeared.field);
  lattice.write(gradient, weights);
  const plain = lattice.read(smeared.pullBack(gradient));
  const dressed = lattice.field(field.links.components);
  // links of time with a minus sign, so the gradient by them has it too
  const negated = (v: Float64Array): Float64Array =>
    v.map((x, i) => (i % field.links.components >= 8 ? -x : x));
  lattice.write(dressed, negated(values));
  lattice.write(gradient, negated(weights));
  expect(lattice.read(smeared.pullBack(gradient, dressed))).toEqual(plain);
});
