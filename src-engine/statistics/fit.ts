/**
 * Weighted straight line y = intercept + slope x through points with independent Gaussian errors sigma of y, by
 * least squares about the weighted centre of x:
 *
 *   slope = sum w (x - X)(y - Y) / sum w (x - X)^2,  d(slope)^2 = 1 / sum w (x - X)^2,  w = 1/sigma^2.
 *
 * Proved by test/unit/engine/statistics/fit.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { checkSeries } from './series.ts';
import { chiSquarePValue } from './test-statistics.ts';

export interface LineFit {
  readonly slope: number;
  readonly slopeError: number;
  readonly intercept: number;
  readonly interceptError: number;
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  /** Probability of a larger chi square; 1 for two points. */
  readonly pValue: number;
}

export function fitLine(x: Float64Array, y: Float64Array, sigma: Float64Array): Result<LineFit> {
  invariant(x.length === y.length && x.length === sigma.length, 'a fit has as many x as y as errors');
  for (const column of [x, y, sigma]) {
    const checked = checkSeries(column, 2);
    if (!checked.ok) return checked;
  }
  invariant(
    sigma.every((s) => s > 0),
    'errors of a weighted fit are positive',
  );
  let weight = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < x.length; i++) {
    const w = 1 / sigma[i]! ** 2;
    weight += w;
    sumX += w * x[i]!;
    sumY += w * y[i]!;
  }
  const centreX = sumX / weight;
  const centreY = sumY / weight;
  let xx = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    const dx = x[i]! - centreX;
    xx += (dx / sigma[i]!) ** 2;
    xy += (dx * (y[i]! - centreY)) / sigma[i]! ** 2;
  }
  if (x.every((value) => value === x[0])) {
    return fail(
      'statistics.tooShort',
      `All points of the fit lie at x = ${x[0]}, so no line is determined.`,
      'Add points at other values of x.',
    );
  }
  const slope = xy / xx;
  const intercept = centreY - slope * centreX;
  let chiSquare = 0;
  for (let i = 0; i < x.length; i++) chiSquare += ((y[i]! - intercept - slope * x[i]!) / sigma[i]!) ** 2;
  const degreesOfFreedom = x.length - 2;
  return ok({
    slope,
    slopeError: 1 / Math.sqrt(xx),
    intercept,
    interceptError: Math.sqrt(1 / weight + centreX ** 2 / xx),
    chiSquare,
    degreesOfFreedom,
    pValue: degreesOfFreedom > 0 ? chiSquarePValue(chiSquare, degreesOfFreedom) : 1,
  });
}
