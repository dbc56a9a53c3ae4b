/**
 * What of a model is on the screen: both axes, the points of each shown series that are drawn, and how many there
 * are. Thinning is kept per array, so that a new model with the same arrays, or with arrays that only grew, costs
 * what is new.
 * Proved by test/unit/renderer/chart/view.test.ts.
 */
import { type Columns, type Decimated, decimate } from '../../../src-engine/api/series/decimate.ts';
import type { AxisScale, ChartModel, ChartSeries } from '../chart-model.ts';
import type { AxisView, Range } from './axis.ts';
import { xExtent, yExtent } from './extent.ts';
import { continues, edgesOf, type Sheet, sheetOf, smoothedOf } from './sheet.ts';

export interface ViewOptions {
  readonly hidden: ReadonlySet<string>;
  /** Weight of the smoothing, 0: none. */
  readonly weight: number;
  readonly xScale: AxisScale;
  readonly yScale: AxisScale;
  /** Null: all there is. */
  readonly xRange: Range | null;
  readonly yRange: Range | null;
  /** Width of the plot in pixels. */
  readonly columns: number;
  /** The series grow: the x axis keeps some room. */
  readonly live: boolean;
}

export interface ViewSeries {
  readonly series: ChartSeries;
  readonly sheet: Sheet;
  /** Place in the model: chooses colour, dash and marker. */
  readonly place: number;
  /** Places in the sheet of the points that are drawn. */
  readonly index: Uint32Array;
  /** Into how many columns the plot was divided to choose them. */
  readonly columns: number;
  readonly smooth: { readonly y: Float64Array; readonly index: Uint32Array } | null;
  /** Places in the sheet of points that cannot be drawn, at most one per column. */
  readonly unshown: Uint32Array;
}

export interface Counts {
  readonly drawn: number;
  readonly total: number;
  readonly nonFinite: number;
  readonly nonPositive: number;
  /** Points of older segments that a resume has written again. */
  readonly replaced: number;
}

export interface ChartView {
  readonly model: ChartModel;
  readonly x: AxisView;
  readonly y: AxisView;
  /** The x axis without zoom. */
  readonly full: AxisView;
  readonly series: readonly ViewSeries[];
  readonly counts: Counts;
  readonly weight: number;
}

export function viewOf(model: ChartModel, options: ViewOptions, previous?: ChartView): ChartView {
  const { weight, xScale, yScale, columns: width } = options;
  const shown = model.series
    .map((series, place) => ({ series, place, sheet: sheetOf(series) }))
    .filter(({ series }) => !options.hidden.has(series.id));
  const whole = model.xAxis.range ?? xExtent(shown, xScale, options.live);
  const [from, to] = options.xRange ?? whole;
  const columns: Columns = {
    from,
    to,
    columns: Math.max(1, Math.round(width)),
    logX: xScale === 'log',
    logY: yScale === 'log',
    neighbours: true,
  };
  const counts = { drawn: 0, total: 0, nonFinite: 0, nonPositive: 0, replaced: 0 };
  const series = shown.map(({ series: one, place, sheet }): ViewSeries => {
    const before = previous?.series.find((other) => other.series.id === one.id)?.sheet;
    const earlier = before !== undefined && before !== sheet && continues(before, sheet) ? before : undefined;
    const raw = thinned(sheet.x, sheet.y, columns, earlier?.y);
    const banded = one.kind === 'band' && sheet.error !== undefined;
    const index = banded ? withEdges(raw.index, sheet, columns) : raw.index;
    counts.drawn += banded ? insideOf(index, sheet, from, to) : raw.kept;
    counts.total += totalInRange(one, sheet, raw);
    counts.nonFinite += raw.nonFinite;
    counts.nonPositive += raw.nonPositive;
    counts.replaced += sheet.replaced;
    return {
      series: one,
      sheet,
      place,
      index,
      columns: columns.columns,
      smooth: smoothLine(one, sheet, columns, weight),
      unshown: raw.unshown,
    };
  });
  const x = { from, to, scale: xScale };
  const [bottom, top] = options.yRange ?? model.yAxis.range ?? yExtent(series, x, yScale, model.marks ?? []);
  return {
    model,
    x,
    y: { from: bottom, to: top, scale: yScale },
    full: { from: whole[0], to: whole[1], scale: xScale },
    series,
    counts,
    weight,
  };
}

const kept = new WeakMap<Float64Array, { readonly columns: Columns; readonly decimated: Decimated }>();

function thinned(x: Float64Array, y: Float64Array, columns: Columns, earlier?: Float64Array): Decimated {
  const known = kept.get(y);
  if (known && sameColumns(known.columns, columns)) return known.decimated;
  const decimated = decimate(x, y, columns, earlier && kept.get(earlier)?.decimated);
  kept.set(y, { columns, decimated });
  return decimated;
}

const sameColumns = (a: Columns, b: Columns): boolean =>
  a.from === b.from && a.to === b.to && a.columns === b.columns && a.logX === b.logX && a.logY === b.logY;

function smoothLine(
  series: ChartSeries,
  sheet: Sheet,
  columns: Columns,
  weight: number,
): ViewSeries['smooth'] {
  if (weight === 0 || series.kind !== 'line' || isThinned(series)) return null;
  const y = smoothedOf(sheet, weight);
  return { y, index: thinned(sheet.x, y, columns).index };
}

/** Adds the points at which the edges of a band peak. */
function withEdges(index: Uint32Array, sheet: Sheet, columns: Columns): Uint32Array {
  const places = new Set(index);
  for (const edge of Object.values(edgesOf(sheet))) {
    for (const place of thinned(sheet.x, edge, columns).index) {
      const y = sheet.y[place]!;
      if (Number.isFinite(y) && !(columns.logY && y <= 0)) places.add(place);
    }
  }
  return Uint32Array.from(places).sort();
}

/** Whether the arrays are not all there is: an average over them would depend on what was left out. */
export const isThinned = ({ total, x }: ChartSeries): boolean => total !== undefined && total > x.length;

const insideOf = (index: Uint32Array, { x }: Sheet, from: number, to: number): number =>
  index.reduce((sum, place) => sum + Number(x[place]! >= from && x[place]! <= to), 0);

/** Rows on disk behind the points in range, where the arrays have been thinned before. */
function totalInRange(series: ChartSeries, sheet: Sheet, { inRange }: Decimated): number {
  if (series.total === undefined || sheet.x.length === 0) return inRange;
  return Math.max(inRange, Math.round((series.total * inRange) / sheet.x.length));
}
