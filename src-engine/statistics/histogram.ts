/**
 * Counts of samples in bins of equal width. Bin k holds edges[k] <= x < edges[k + 1]; the last bin includes its
 * upper edge. The automatic width is 2 IQR / n^{1/3} (Freedman and Diaconis, Z. Wahrsch. 57 (1981) 453), or
 * Sturges' log2(n) + 1 bins where half of the samples coincide, never more than 200 bins. Samples outside a given
 * range are counted in `below` and `above`, not dropped.
 * Proved by test/unit/engine/statistics/histogram.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import { ok, type Result } from '../base/result.ts';
import { quantile } from './quantile.ts';
import { checkSeries, type Series } from './series.ts';

export interface HistogramOptions {
  readonly bins?: number;
  readonly range?: readonly [number, number];
}

export interface Histogram {
  /** One more than there are bins. */
  readonly edges: Float64Array;
  readonly counts: Float64Array;
  readonly below: number;
  readonly above: number;
  readonly samples: number;
}

const mostBins = 200;

export function histogram(series: Series, options: HistogramOptions = {}): Result<Histogram> {
  const checked = checkSeries(series, 1);
  if (!checked.ok) return checked;
  const sorted = Float64Array.from(checked.value.flatMap((segment) => [...segment])).sort();
  const [low, high] = options.range ?? widen(sorted[0]!, sorted.at(-1)!);
  invariant(low < high, 'a histogram range is not empty');
  const bins = options.bins ?? automaticBins(sorted, high - low);
  invariant(Number.isInteger(bins) && bins >= 1, 'a histogram has at least one bin');
  const edges = Float64Array.from({ length: bins + 1 }, (_, k) => low + ((high - low) * k) / bins);
  edges[bins] = high;
  const counts = new Float64Array(bins);
  let below = 0;
  let above = 0;
  let bin = 0;
  for (const x of sorted) {
    if (x < low) below++;
    else if (x > high) above++;
    else {
      while (bin < bins - 1 && x >= edges[bin + 1]!) bin++;
      counts[bin] = counts[bin]! + 1;
    }
  }
  return ok({ edges, counts, below, above, samples: sorted.length });
}

/** A constant series gets a range around its value. */
function widen(low: number, high: number): readonly [number, number] {
  if (low < high) return [low, high];
  const half = Math.max(Math.abs(low) * 1e-6, Number.MIN_VALUE * 2 ** 60);
  return [low - half, low + half];
}

function automaticBins(sorted: Float64Array, span: number): number {
  if (sorted[0] === sorted.at(-1)) return 1;
  const quartiles = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  const width = (2 * quartiles) / Math.cbrt(sorted.length);
  const bins = width > 0 ? Math.ceil(span / width) : Math.ceil(Math.log2(sorted.length)) + 1;
  return Math.min(mostBins, Math.max(1, bins));
}
