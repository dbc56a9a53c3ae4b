/**
 * The cursor of a chart: one point of one series. The mouse takes the nearest, keys walk: along a series, between
 * series, by pages, to the ends of what is in view. Points that cannot be drawn are passed over.
 * Proved by test/unit/renderer/chart/cursor.test.ts.
 */
import { fractionOf } from './axis.ts';
import type { ChartView, ViewSeries } from './view.ts';

export interface Cursor {
  /** Id of the series. */
  readonly series: string;
  /** Place in its sheet. */
  readonly place: number;
}

export type CursorKey =
  | 'ArrowLeft'
  | 'ArrowRight'
  | 'ArrowUp'
  | 'ArrowDown'
  | 'PageUp'
  | 'PageDown'
  | 'Home'
  | 'End';

const keys: readonly string[] = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'PageUp',
  'PageDown',
  'Home',
  'End',
] satisfies CursorKey[];

export const isCursorKey = (key: string): key is CursorKey => keys.includes(key);

/** The shown series and the place of a cursor; undefined when its series is hidden or gone, or has shrunk. */
export function pointAt(
  view: ChartView,
  cursor: Cursor | null,
): { series: ViewSeries; place: number } | undefined {
  const series = view.series.find((one) => one.series.id === cursor?.series);
  return series && cursor && cursor.place < series.sheet.x.length
    ? { series, place: cursor.place }
    : undefined;
}

/** The drawable point of a series with x nearest to `x`. */
export function nearestPlace(view: ChartView, { sheet }: ViewSeries, x: number): number | undefined {
  const guess = sheet.sorted ? lowerBound(sheet.x, x) : nearestOfAll(sheet.x, x);
  const left = nextDrawable(view, sheet, guess - 1, -1);
  const right = nextDrawable(view, sheet, guess, 1);
  if (left === undefined || right === undefined) return left ?? right;
  return Math.abs(sheet.x[left]! - x) < Math.abs(sheet.x[right]! - x) ? left : right;
}

/** The point that the mouse is closest to, in shares of the plot's width and height, among points nearest in x. */
export function nearestPoint(view: ChartView, x: number, y: number): Cursor | null {
  let best: Cursor | null = null;
  let least = Number.POSITIVE_INFINITY;
  const height = fractionOf(view.y, y);
  for (const one of view.series) {
    const place = nearestPlace(view, one, x);
    if (place === undefined) continue;
    const across = fractionOf(view.x, one.sheet.x[place]!) - fractionOf(view.x, x);
    const up = fractionOf(view.y, one.sheet.y[place]!) - height;
    const distance = Math.hypot(2 * across, up);
    if (distance >= least) continue;
    least = distance;
    best = { series: one.series.id, place };
  }
  return best;
}

/** Points that a page key passes over, as a share of those in view. */
const page = 0.1;

export function moved(view: ChartView, cursor: Cursor | null, key: CursorKey): Cursor | null {
  const here = pointAt(view, cursor);
  if (here === undefined) return entered(view);
  const { series, place } = here;
  if (key === 'ArrowUp' || key === 'ArrowDown')
    return besides(view, series, place, key === 'ArrowUp' ? -1 : 1);
  const [first, last] = placesInView(view, series);
  const leap = Math.max(1, Math.round((last - first) * page));
  const wanted = {
    ArrowLeft: place - 1,
    ArrowRight: place + 1,
    PageUp: place - leap,
    PageDown: place + leap,
    Home: first,
    End: last,
  }[key];
  const direction = key === 'ArrowLeft' || key === 'PageUp' || key === 'End' ? -1 : 1;
  const target = Math.min(last, Math.max(first, wanted));
  const found =
    nextDrawable(view, series.sheet, target, direction) ??
    nextDrawable(view, series.sheet, target, -direction);
  return { series: series.series.id, place: found ?? place };
}

/** The newest point in view of the first series that has one. */
export function entered(view: ChartView): Cursor | null {
  for (const one of view.series) {
    const [first, last] = placesInView(view, one);
    const place = nextDrawable(view, one.sheet, last, -1);
    if (place !== undefined && place >= first) return { series: one.series.id, place };
  }
  return null;
}

function besides(view: ChartView, from: ViewSeries, place: number, step: number): Cursor | null {
  const x = from.sheet.x[place]!;
  for (let at = view.series.indexOf(from) + step; at >= 0 && at < view.series.length; at += step) {
    const other = view.series[at]!;
    const found = nearestPlace(view, other, x);
    if (found !== undefined) return { series: other.series.id, place: found };
  }
  return { series: from.series.id, place };
}

function placesInView(view: ChartView, { sheet, index }: ViewSeries): readonly [number, number] {
  if (sheet.sorted) {
    const first = lowerBound(sheet.x, view.x.from);
    let last = lowerBound(sheet.x, view.x.to);
    while (last < sheet.x.length && sheet.x[last]! <= view.x.to) last++;
    return [first, last - 1];
  }
  return [index[0] ?? 0, index.at(-1) ?? -1];
}

function nextDrawable(
  view: ChartView,
  { x, y }: { readonly x: Float64Array; readonly y: Float64Array },
  from: number,
  step: number,
): number | undefined {
  for (let i = Math.min(from, step < 0 ? x.length - 1 : from); i >= 0 && i < x.length; i += step) {
    const shown = Number.isFinite(x[i]) && Number.isFinite(y[i]);
    if (shown && !(view.y.scale === 'log' && y[i]! <= 0) && !(view.x.scale === 'log' && x[i]! <= 0)) return i;
  }
  return undefined;
}

/** The first place whose x is not below `bound`. */
function lowerBound(x: Float64Array, bound: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (x[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nearestOfAll(x: Float64Array, wanted: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < x.length; i++) {
    const distance = Math.abs(x[i]! - wanted);
    if (distance >= least) continue;
    least = distance;
    best = i;
  }
  return best;
}
