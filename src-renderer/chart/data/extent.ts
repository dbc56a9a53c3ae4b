/**
 * Ranges of the axes that the data ask for.
 * Proved by test/unit/renderer/chart/view.test.ts.
 */
import type { AxisScale, ChartMark, ChartSeries } from '../chart-model.ts';
import { type AxisView, around, type Range, roomToGrow } from './axis.ts';
import type { Sheet } from './sheet.ts';

interface Shown {
  readonly series: ChartSeries;
  readonly sheet: Sheet;
}

/** With the places in the sheet of the points that are drawn. */
interface Drawn extends Shown {
  readonly index: Uint32Array;
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
  shown: readonly Drawn[],
  x: AxisView,
  scale: AxisScale,
  marks: readonly ChartMark[],
): Range {
  const floor = scale === 'log' ? 0 : Number.NEGATIVE_INFINITY;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const one of shown) {
    const [least, greatest] = spanOf(one, x, floor);
    low = Math.min(low, least);
    high = Math.max(high, greatest);
  }
  const bars = scale === 'linear' && shown.some(({ series }) => series.kind === 'bars');
  if (bars) [low, high] = [Math.min(low, 0), Math.max(high, 0)];
  for (const mark of marks) {
    if (mark.kind !== 'accepted' && mark.kind !== 'level') continue;
    const [from, to] = [mark.value - (mark.error ?? 0), mark.value + (mark.error ?? 0)];
    if (from > floor && near([low, high], from, to)) [low, high] = [Math.min(low, from), Math.max(high, to)];
  }
  const range = around(low, high, scale, margin);
  return bars && low === 0 ? [0, range[1]] : range;
}

/** Least and greatest drawn y above `floor` within the x axis, with its error where that is drawn. */
function spanOf(
  { series, sheet: { x, y, error }, index }: Drawn,
  { from, to }: AxisView,
  floor: number,
): Range {
  const spread = series.kind === 'points' || series.kind === 'band' ? error : undefined;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < index.length; k++) {
    const i = index[k]!;
    if (x[i]! < from || x[i]! > to) continue;
    const value = y[i]!;
    const half =
      spread !== undefined && spread[i]! > 0 && spread[i]! < Number.POSITIVE_INFINITY ? spread[i]! : 0;
    const bottom = value - half > floor ? value - half : value;
    if (bottom < low) low = bottom;
    if (value + half > high) high = value + half;
  }
  return [low, high];
}

/** Whether a level can be shown without shrinking the data to less than half of the height. */
const near = ([low, high]: Range, from: number, to: number): boolean =>
  low <= high && Math.max(high, to) - Math.min(low, from) <= 2 * (high - low);
