/**
 * Debiased exponential average: m_k = sum_j w^{k-j} y_j / sum_j w^{k-j} over the finite y_j, j <= k, written as
 * m_k = m_{k-1} + a_k (y_k - m_{k-1}) with a_k = (1 - w) / (1 - w^k), so that a constant comes out unchanged to the
 * last bit. Causal: what is shown for a point does not change when points are added. At a value that is not finite
 * the average is NaN and goes on behind it. Weight 0 <= w < 1; 0 is the series itself.
 * Proved by test/property/chart-smooth.test.ts.
 */
import { invariant } from '../../base/invariant.ts';

export function smooth(y: Float64Array, weight: number): Float64Array {
  invariant(weight >= 0 && weight < 1, 'a smoothing weight is at least 0 and below 1');
  const out = new Float64Array(y.length);
  let mean = 0;
  let remaining = 1;
  for (let k = 0; k < y.length; k++) {
    const value = y[k]!;
    if (value - value !== 0) {
      out[k] = Number.NaN;
      continue;
    }
    remaining *= weight;
    mean += ((1 - weight) / (1 - remaining)) * (value - mean);
    out[k] = mean;
  }
  return out;
}

/** What the legend of a smoothed line and the header of an export say. */
export const smoothingFormula = (weight: number): string =>
  `m_k = sum_(j<=k) w^(k-j) y_j / sum_(j<=k) w^(k-j), w = ${weight}`;
