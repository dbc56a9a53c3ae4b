/**
 * Sample moments of a series, over all segments together.
 *
 *   mean = sum x / N,  m_k = sum (x - mean)^k / N,  variance = N/(N-1) m_2,
 *   skewness = m_3 / m_2^{3/2},  kurtosis = m_4 / m_2^2 (3 for a Gaussian).
 *
 * Sums run over differences from the first sample, so a constant series has exactly its value as mean and
 * variance 0, and a large common offset costs no digits. A mean alone is not a result: see estimate.ts.
 * Proved by test/unit/engine/statistics/moments.test.ts.
 */

import { ok, type Result } from '../base/result.ts';
import { checkSeries, type Segments, type Series, sampleCount } from './series.ts';

export interface Moments {
  readonly samples: number;
  readonly mean: number;
  readonly variance: number;
  /** 0 for a constant series. */
  readonly skewness: number;
  /** 3 for a Gaussian; 0 for a constant series. */
  readonly kurtosis: number;
  readonly minimum: number;
  readonly maximum: number;
}

const meanFrom = (segments: Segments, origin: number): number => {
  let sum = 0;
  for (const segment of segments) for (let i = 0; i < segment.length; i++) sum += segment[i]! - origin;
  return origin + sum / sampleCount(segments);
};

/** Mean over all segments; the second pass removes the rounding of the first. */
export const meanOf = (segments: Segments): number =>
  meanFrom(segments, meanFrom(segments, segments[0]![0]!));

export function moments(series: Series): Result<Moments> {
  const checked = checkSeries(series, 2);
  if (!checked.ok) return checked;
  const segments = checked.value;
  const mean = meanOf(segments);
  const samples = sampleCount(segments);
  let m2 = 0;
  let m3 = 0;
  let m4 = 0;
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (const segment of segments) {
    for (let i = 0; i < segment.length; i++) {
      const x = segment[i]!;
      const d2 = (x - mean) ** 2;
      m2 += d2;
      m3 += d2 * (x - mean);
      m4 += d2 * d2;
      if (x < minimum) minimum = x;
      if (x > maximum) maximum = x;
    }
  }
  const s2 = m2 / samples;
  return ok({
    samples,
    mean,
    variance: m2 / (samples - 1),
    skewness: s2 > 0 ? m3 / samples / s2 ** 1.5 : 0,
    kurtosis: s2 > 0 ? m4 / samples / (s2 * s2) : 0,
    minimum,
    maximum,
  });
}
