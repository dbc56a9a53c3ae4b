import { describe, expect, test } from 'vitest';
import type { StaggeredSpec } from '../../../../src-engine/api/spec/dirac-spec.ts';
import { bilinear, diracForceError, normalForm } from '../../../support/dirac-force.ts';

const spec: StaggeredSpec = { operator: 'staggered', mass: 0.3, boundary: 'antiperiodic', smearing: 'none' };

describe.each([
  { colours: 3, dims: [4, 2, 2, 4] },
  { colours: 2, dims: [2, 4, 2, 4] },
  { colours: 1, dims: [4, 6] },
  { colours: 3, dims: [4, 4] },
])('the staggered force, $colours colours on $dims', ({ colours, dims }) => {
  test.each([
    ['Re <y, D x>', bilinear],
    ['<x, A x>', normalForm],
  ])('of %s is its derivative', (_, make) => {
    expect(diracForceError(dims, colours, spec, make, { links: 4 })).toBeLessThan(1e-9);
  });
});

test('the force of several vectors is the sum', () => {
  const error = diracForceError([4, 4], 2, spec, normalForm, { blocks: 3 });
  expect(error).toBeLessThan(1e-9);
});

test('the force through smeared links is that of the thin ones', () => {
  const smeared: StaggeredSpec = { ...spec, smearing: 'stout', smearingSteps: 2, smearingStrength: 0.1 };
  expect(diracForceError([4, 2, 2, 4], 3, smeared, normalForm)).toBeLessThan(1e-8);
});

test('the force in single precision, to its digits', () => {
  const error = diracForceError([4, 4], 2, spec, bilinear, { precision: 'f32', links: 1 });
  expect(error).toBeLessThan(1e-3);
});
