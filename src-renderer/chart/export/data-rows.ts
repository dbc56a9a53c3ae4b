/**
 * The points of a view as rows. `drawn`: those on the screen; `all`: all in the shown range, also those that cannot
 * be drawn. Values are raw; a smoothed value stands beside its raw one, never in its place.
 * Proved by test/unit/renderer/chart/data-rows.test.ts.
 */
import type { ChartSeries } from '../chart-model.ts';
import { smoothedOf } from '../data/sheet.ts';
import type { ChartView, ViewSeries } from '../data/view.ts';

export interface DataRow {
  readonly series: ChartSeries;
  /** Place in the arrays of the series. */
  readonly index: number;
  readonly segment: number | undefined;
  readonly x: number;
  readonly y: number;
  readonly error: number | undefined;
  readonly smoothed: number | undefined;
}

export function rowsOf(view: ChartView, which: 'drawn' | 'all'): readonly DataRow[] {
  return view.series.flatMap((one) => {
    const places = which === 'drawn' ? one.index : Uint32Array.from(one.sheet.x, (_, place) => place);
    return [...places].filter((place) => inRange(view, one, place)).map((place) => rowOf(view, one, place));
  });
}

const inRange = ({ x }: ChartView, { sheet }: ViewSeries, place: number): boolean => {
  const at = sheet.x[place]!;
  // an x that is not a number belongs to no range: it is listed always
  return Number.isNaN(at) || (at >= x.from && at <= x.to);
};

function rowOf({ weight }: ChartView, { series, sheet, smooth }: ViewSeries, place: number): DataRow {
  const index = sheet.source?.[place] ?? place;
  return {
    series,
    index,
    segment: series.segment?.[index],
    x: sheet.x[place]!,
    y: sheet.y[place]!,
    error: sheet.error?.[place],
    smoothed: smooth === null ? undefined : smoothedOf(sheet, weight)[place],
  };
}
