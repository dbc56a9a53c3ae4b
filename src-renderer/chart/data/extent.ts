/**
 * Ranges of the axes that the data ask for.
 * Proved by test/unit/renderer/chart/view.test.ts.
 */
import type { AxisScale, ChartMark, ChartSeries } from '../chart-model.ts';
import { type AxisView, around, type Range, roomToGrow } from './axis.ts';
import type { Sheet } from './sheet.ts';
import type { ViewSeries } from './view.ts';

interface Shown {
  readonly series: ChartSeries;
  readonly sheet: Sheet;
}

export function xExtent(shown: readonly Shown[], scale: AxisScale, live: boolean): Range {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let share = 0;
  for (const { series, sheet } of shown) {
    const half = series.kind === 'bars' ? barWidth(sheet.x) / 2 : 0;
    const least = scale === 'log' ? sheet.xLeastPositive : sheet.xLeast;
    if (Number.isNaN(least)) continue;
    low = Math.min(low, least - half);
    high = Math.max(high, sheet.xGreatest + half);
    if (series.kind === 'points') share = 0.02;
  }
  const range = around(low, high, scale, share);
  return live && scale === 'linear' && low < high ? roomToGrow(range) : range;
}

/** The width of a bin; bins are equally wide. */
export const barWidth = (x: Float64Array): number =>
  x.length > 1 ? (x.at(-1)! - x[0]!) / (x.length - 1) : 1;

/** Room above and below the data, as a share of their range. */
const margin = 0.06;

export function yExtent(
  shown: readonly ViewSeries[],
  x: AxisView,
  scale: AxisScale,
  marks: readonly ChartMark[],
): Range {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const include = (y: number): void => {
    if (!Number.isFinite(y) || (scale === 'log' && y <= 0)) return;
    if (y < low) low = y;
    if (y > high) high = y;
  };
  let bars = false;
  for (const { series, sheet, index } of shown) {
    if (series.kind === 'bars') bars = true;
    const spread = series.kind === 'points' || series.kind === 'band' ? sheet.error : undefined;
    for (const i of index) {
      const at = sheet.x[i]!;
      if (at < x.from || at > x.to) continue;
      include(sheet.y[i]!);
      if (spread === undefined) continue;
      include(sheet.y[i]! - spread[i]!);
      include(sheet.y[i]! + spread[i]!);
    }
  }
  if (bars && scale === 'linear') include(0);
  for (const mark of marks) {
    if (mark.kind !== 'accepted' && mark.kind !== 'level') continue;
    const error = mark.error ?? 0;
    if (near([low, high], mark.value - error, mark.value + error)) {
      include(mark.value - error);
      include(mark.value + error);
    }
  }
  const range = around(low, high, scale, margin);
  return bars && low === 0 ? [0, range[1]] : range;
}

/** Whether a level can be shown without shrinking the data to less than half of the height. */
const near = ([low, high]: Range, from: number, to: number): boolean =>
  low <= high && Math.max(high, to) - Math.min(low, from) <= 2 * (high - low);
