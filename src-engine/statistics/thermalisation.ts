/**
 * Where a history may be cut so that it starts in equilibrium: MSER-5 (K. P. White, Simulation 69 (1997) 323).
 * With y_j the means of batches of 5 samples, drop the first d batches for which
 *
 *   MSER(d) = 1/(n - d)^2 sum_{j >= d} (y_j - mean_{>= d})^2
 *
 * is smallest: the squared error of the mean that remains, up to a factor. d is searched in the first half; a
 * minimum at its end means that the history still drifts. All segments get the largest cut any of them needs.
 * Proved by test/unit/engine/statistics/thermalisation.test.ts.
 */
import { ok, type Result } from '../base/result.ts';
import { checkSeries, type Series } from './series.ts';

export interface Thermalisation {
  /** Samples to drop at the start of each segment. */
  readonly cut: number;
  /** False when the series is still drifting where the search ends. */
  readonly settled: boolean;
}

const batch = 5;
const minimumBatches = 8;

export function detectThermalisation(series: Series): Result<Thermalisation> {
  const checked = checkSeries(series, batch * minimumBatches);
  if (!checked.ok) return checked;
  let cut = 0;
  let settled = true;
  for (const segment of checked.value) {
    const one = detectOne(segment);
    cut = Math.max(cut, one.cut);
    settled &&= one.settled;
  }
  return ok({ cut, settled });
}

function detectOne(segment: Float64Array): Thermalisation {
  const n = Math.floor(segment.length / batch);
  const means = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < batch; i++) means[j] = means[j]! + (segment[batch * j + i]! - segment[0]!) / batch;
  }
  const limit = Math.floor(n / 2);
  let best = Number.POSITIVE_INFINITY;
  let drop = 0;
  // From the end backwards, mean and sum of squares grow by one batch at a time (Welford 1962).
  let mean = 0;
  let squares = 0;
  for (let d = n - 1; d >= 0; d--) {
    const kept = n - d;
    const before = means[d]! - mean;
    mean += before / kept;
    squares += before * (means[d]! - mean);
    const mser = squares / kept ** 2;
    if (d <= limit && mser <= best) {
      best = mser;
      drop = d;
    }
  }
  return { cut: drop * batch, settled: drop < limit };
}
