/**
 * A series of a run as a screen takes it: whole when it is short, otherwise of each column the first, least, greatest and last row, and
 * rows that are not finite. Test: test/unit/main/analysis/run-series.test.ts.
 */
import { decimate } from '../../src-engine/api/series/decimate.ts';
import type { SeriesData } from '../contract/index.ts';
import type { Series } from '../workspace/index-series.ts';

export interface SeriesRange {
  /** Updates, both included; null: open. */
  readonly from: number | null;
  readonly to: number | null;
  /** Rows to answer at most. */
  readonly points: number;
}

/** Place of the first update that is at least `bound`. */
const firstFrom = (update: Float64Array, bound: number): number => {
  let low = 0;
  let high = update.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (update[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Two rising lists as one, each place once. */
const merged = (a: Uint32Array, b: Uint32Array): Uint32Array =>
  b.length === 0 ? a : Uint32Array.from(new Set([...a, ...b])).sort();

export const seriesFor = (name: string, series: Series, { from, to, points }: SeriesRange): SeriesData => {
  const first = from === null ? 0 : firstFrom(series.update, from);
  const end = Math.max(first, to === null ? series.update.length : firstFrom(series.update, to + 1));
  const update = series.update.slice(first, end);
  const segment = series.segment.slice(first, end);
  const value =
    series.width <= 1
      ? series.value.slice(first, end)
      : Float64Array.from(update, (_, i) => series.value[(first + i) * series.width]!);
  const total = update.length;
  if (total <= points) return { name, update, value, segment, total, kind: 'raw' };
  // four rows of each column, or one that is not finite beside three
  const columns = Math.max(1, Math.floor(points / 5));
  const { index, unshown } = decimate(update, value, { from: update[0]!, to: update.at(-1)!, columns });
  const kept = merged(index, unshown);
  const pick = (array: Float64Array): Float64Array<ArrayBuffer> => Float64Array.from(kept, (i) => array[i]!);
  return {
    name,
    update: pick(update),
    value: pick(value),
    segment: Uint32Array.from(kept, (i) => segment[i]!),
    total,
    kind: 'minmax',
  };
};
