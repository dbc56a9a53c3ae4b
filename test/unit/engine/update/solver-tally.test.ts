import { expect, test } from 'vitest';
import { FailureError, fail, ok } from '../../../../src-engine/base/result.ts';
import { addTallies, NO_SOLVES, solverLog } from '../../../../src-engine/update/solver-tally.ts';

test('adds up iterations, keeps the worst residual, and forgets at a reset', () => {
  const log = solverLog();
  expect(log.report()).toEqual(NO_SOLVES);
  log.solve(() => ok({ iterations: 12, residual: 1e-9, iterated: 1e-9 }));
  log.solve(() => ok({ iterations: 30, residual: 1e-11, iterated: 1e-11 }));
  expect(log.report()).toMatchObject({ iterations: 42, residual: 1e-9 });
  expect(log.report().seconds).toBeGreaterThanOrEqual(0);
  log.reset();
  expect(log.report()).toEqual(NO_SOLVES);
});

test('a failed solve is thrown', () => {
  expect(() => solverLog().solve(() => fail('solver.notConverged', 'No.', 'Wait.'))).toThrow(FailureError);
});

test('a residual that is not a number is not forgotten', () => {
  const bad = { iterations: 1, residual: Number.NaN, seconds: 0 };
  const good = { iterations: 1, residual: 1e-9, seconds: 0 };
  expect(addTallies(bad, good).residual).toBeNaN();
  expect(addTallies(good, bad).residual).toBeNaN();
});
