import { describe, expect, test } from 'vitest';
import { range } from '../../../../src-engine/kernel/complex.ts';
import { inPrecision } from '../../../../src-engine/lattice/precision.ts';
import { conjugateGradient } from '../../../../src-engine/linear/conjugate-gradient.ts';
import { mixedCg } from '../../../../src-engine/linear/mixed-precision.ts';
import { newLattice } from '../../../support/lattice.ts';
import {
  randomVector,
  sitesOfParity,
  type TestOperatorOptions,
  testOperator,
  trueRelative,
} from '../../../support/test-operator.ts';

const options = { tolerance: 1e-10, maxIterations: 4000 };

const angles = [0.2, 0.1, 0.05, 0.3];

const setup = (dims: readonly number[], o: TestOperatorOptions) => {
  const lattice = newLattice(dims);
  return { fine: testOperator(lattice, o), coarse: testOperator(inPrecision(lattice, 'f32'), o) };
};

describe.each([
  { dims: [12, 10], even: false, blocks: 1 },
  { dims: [8, 8, 4], even: true, blocks: 1 },
  { dims: [3, 15], even: false, blocks: 2 },
  { dims: [4, 4, 4, 4], even: true, blocks: 3 },
])('$dims, even sites only: $even, $blocks right-hand sides', ({ dims, even, blocks }) => {
  const sites = even ? sitesOfParity(dims, 0) : range(dims.reduce((a, b) => a * b, 1));
  const { fine, coarse } = setup(dims, {
    mass2: 1e-3,
    angles: angles.slice(0, dims.length),
    width: 2,
    even,
    blocks,
  });
  const b = randomVector(fine);

  test('reaches what single precision cannot, in about as many iterations as double precision', () => {
    const low = randomVector(coarse);
    const alone = conjugateGradient(coarse, low, coarse.space.vector(), options);
    expect(alone.ok).toBe(false);
    const [x, y] = [fine.space.vector(), fine.space.vector()];
    const before = fine.applied();
    const mixed = mixedCg(fine, coarse, b, x, options);
    const spent = fine.applied() - before;
    const pure = conjugateGradient(fine, b, y, options);
    if (!mixed.ok || !pure.ok) throw new Error('not solved');
    expect(trueRelative(fine, b, x, sites)).toBeLessThan(1.01e-10);
    expect(mixed.value.residual).toBeLessThanOrEqual(1e-10);
    expect(mixed.value.iterations).toBeLessThan(1.5 * pure.value.iterations);
    // the work is done in single precision: one application in double precision for each decade
    expect(spent).toBeLessThan(14);
  });

  test('shift, guess, and blocks that are empty or of very different size', () => {
    const c = fine.space.vector();
    fine.space.copy(b, c);
    fine.space.scale(
      range(blocks).map((i) => (i === 1 ? 0 : 10 ** (-40 * i))),
      c,
    );
    const x = randomVector(fine, 3);
    const solved = mixedCg(fine, coarse, c, x, { ...options, shift: 0.1 });
    if (!solved.ok) throw new Error(solved.error.message);
    const checked = conjugateGradient(fine, c, x, { tolerance: 1, maxIterations: 0, shift: 0.1 });
    if (!checked.ok) throw new Error(checked.error.message);
    expect(checked.value.residual).toBeCloseTo(solved.value.residual, 13);
    if (blocks > 1) expect(fine.space.norm2(x)[1]).toBe(0);
    expect(mixedCg(fine, coarse, c, x, { ...options, shift: 0.1 })).toMatchObject({
      value: { iterations: 0 },
    });
  });

  test('an operator in single precision that is a little wrong costs iterations, not digits', () => {
    const mass2 = 1.3e-3;
    const wrong = testOperator(coarse.space.lattice, {
      mass2,
      angles: angles.slice(0, dims.length),
      width: 2,
      even,
      blocks,
    });
    const x = fine.space.vector();
    const solved = mixedCg(fine, wrong, b, x, options);
    if (!solved.ok) throw new Error(solved.error.message);
    expect(trueRelative(fine, b, x, sites)).toBeLessThan(1.01e-10);
  });
});

test('failures are typed', () => {
  const { fine, coarse } = setup([8, 8], { mass2: 0.01, width: 2 });
  const [b, x] = [randomVector(fine), fine.space.vector()];
  expect(mixedCg(fine, coarse, b, x, { ...options, maxIterations: 4 })).toMatchObject({
    ok: false,
    error: { code: 'solver.notConverged' },
  });
  expect(mixedCg(fine, coarse, b, x, { ...options, tolerance: 1e-18 })).toMatchObject({
    ok: false,
    error: { code: 'solver.stagnated' },
  });
  const singular = setup([8, 8], { mass2: 0 });
  const c = randomVector(singular.fine);
  const failed = mixedCg(singular.fine, singular.coarse, c, singular.fine.space.vector(), options);
  expect(failed.ok).toBe(false);
  fine.space.scale([Number.NaN], b);
  expect(mixedCg(fine, coarse, b, x, options)).toMatchObject({
    ok: false,
    error: { code: 'solver.breakdown' },
  });
});

test('where single precision cannot tell A from a singular matrix double precision finishes', () => {
  const { fine, coarse } = setup([6, 6], { mass2: 1e-7 });
  const [b, x] = [randomVector(fine), fine.space.vector()];
  const solved = mixedCg(fine, coarse, b, x, { tolerance: 1e-7, maxIterations: 4000 });
  if (!solved.ok) throw new Error(solved.error.message);
  expect(trueRelative(fine, b, x)).toBeLessThan(1.01e-7);
});
