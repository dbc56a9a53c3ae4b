import { describe, expect, test } from 'vitest';
import type { StaggeredSpec } from '../../../../src-engine/api/spec/dirac-spec.ts';
import type { DiracOptions } from '../../../../src-engine/dirac/dirac-operator.ts';
import { diracForceError, normalForceError, operatorOn, randomVector } from '../../../support/dirac-lab.ts';
import { randomGaugeField } from '../../../support/lattice.ts';

const spec: StaggeredSpec = { operator: 'staggered', mass: 0.3, boundary: 'antiperiodic', smearing: 'none' };
const smeared: StaggeredSpec = { ...spec, smearing: 'stout', smearingSteps: 2, smearingStrength: 0.1 };

const make = (dims: readonly number[], colours: number, s = spec, options: DiracOptions = {}) =>
  operatorOn(randomGaugeField(dims, colours, 31), s, options);

/** Of 0.7 Re <y, D x>, collected and kicked in two parts: a kick forgets what it used. */
const bilinearError = (dims: readonly number[], colours: number, options: DiracOptions = {}): number => {
  const operator = make(dims, colours, spec, options);
  const { space } = operator;
  const [x, y, dx] = [
    randomVector(space.lattice, space.components, 1),
    randomVector(space.lattice, space.components, 2),
    space.vector(),
  ];
  return diracForceError(
    operator.gauge,
    () => {
      operator.refresh();
      operator.apply(dx, x);
      return 0.7 * space.dot(y, dx).reduce((sum, z) => sum + z.re, 0);
    },
    (momenta) => {
      for (const part of [0.3, 0.7]) {
        operator.addToAction(y, x, 0.7);
        operator.kick(momenta, part);
      }
    },
  );
};

describe.each([
  { colours: 3, dims: [4, 2, 2, 4] },
  { colours: 2, dims: [2, 4, 2, 4] },
  { colours: 1, dims: [4, 6] },
  { colours: 3, dims: [4, 4] },
])('the staggered force, $colours colours on $dims', ({ colours, dims }) => {
  test('of Re <y, D x> is its derivative', () => {
    expect(bilinearError(dims, colours)).toBeLessThan(1e-9);
  });

  test('of <x, A x> is its derivative', () => {
    expect(normalForceError(make(dims, colours))).toBeLessThan(1e-9);
  });
});

test('the force of several vectors is the sum', () => {
  expect(bilinearError([4, 4], 2, { blocks: 3 })).toBeLessThan(1e-9);
  expect(normalForceError(make([4, 4], 2, spec, { blocks: 3 }))).toBeLessThan(1e-9);
});

test('the force through smeared links is that of the thin ones', () => {
  expect(normalForceError(make([4, 2, 2, 4], 3, smeared))).toBeLessThan(1e-8);
});

test('the force in single precision, to its digits', () => {
  expect(bilinearError([4, 4], 2, { precision: 'f32' })).toBeLessThan(1e-3);
});
