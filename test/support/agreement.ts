/** Monte Carlo numbers against what they should be. */
import { expect } from 'vitest';
import type { Estimate } from '../../src-engine/statistics/index.ts';

/** Standard errors that a comparison with fixed seeds allows, where nothing else is said. */
export const SIGMAS = 4;

/** `found` is `value` +- `error` within so many standard errors of both together. */
export const expectAgreement = (
  found: Estimate,
  value: number,
  error = 0,
  what = 'value',
  sigmas = SIGMAS,
): void => {
  expect(
    Math.abs(found.value - value) / Math.hypot(found.error, error),
    `${what} ${found.value} +- ${found.error}, expected ${value} +- ${error}`,
  ).toBeLessThan(sigmas);
};

/** The mean of independent weights is one within 3.5 of its standard errors, which are below `most`. */
export const expectMeanOne = (weights: readonly number[], most: number): void => {
  const n = weights.length;
  const mean = weights.reduce((sum, w) => sum + w, 0) / n;
  const square = weights.reduce((sum, w) => sum + w * w, 0) / n;
  const error = Math.sqrt((square - mean * mean) / n);
  expect(error).toBeLessThan(most);
  expect(Math.abs(mean - 1)).toBeLessThan(3.5 * error);
};
