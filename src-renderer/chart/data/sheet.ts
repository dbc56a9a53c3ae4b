/**
 * A series as it is drawn: the points that no later segment has replaced, and where segments begin. Made once per
 * set of arrays. Columns of the same place belong together.
 * Proved by test/unit/renderer/chart/sheet.test.ts.
 */
import { newestSegments } from '../../../src-engine/api/series/newest-segment.ts';
import { smooth } from '../../../src-engine/api/series/smooth.ts';
import type { ChartSeries } from '../chart-model.ts';

export interface Sheet {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly error: Float64Array | undefined;
  /** Place in the arrays of the series; absent: the same. */
  readonly source: Uint32Array | undefined;
  /** First places of all segments but the first. */
  readonly breaks: readonly number[];
  /** Points of older segments that are not shown. */
  readonly replaced: number;
  /** Whether x never falls, so that it can be searched. */
  readonly sorted: boolean;
  /** Least and greatest finite x, and the least positive one; NaN where there is none. */
  readonly xLeast: number;
  readonly xGreatest: number;
  readonly xLeastPositive: number;
}

const made = new WeakMap<Float64Array, { readonly from: ChartSeries; readonly sheet: Sheet }>();

export function sheetOf(series: ChartSeries): Sheet {
  const known = made.get(series.y);
  if (known && sameArrays(known.from, series)) return known.sheet;
  const sheet = makeSheet(series);
  made.set(series.y, { from: series, sheet });
  return sheet;
}

const sameArrays = (a: ChartSeries, b: ChartSeries): boolean =>
  a.x === b.x && a.error === b.error && a.segment === b.segment;

function makeSheet({ x, y, error, segment }: ChartSeries): Sheet {
  const { pieces, replaced } = newestSegments(x, segment);
  const breaks: number[] = [];
  let length = 0;
  for (const { from, to } of pieces) {
    if (length > 0) breaks.push(length);
    length += to - from;
  }
  if (replaced === 0) return { x, y, error, source: undefined, breaks, replaced, ...extentOf(x) };
  const source = new Uint32Array(length);
  let at = 0;
  for (const { from, to } of pieces) for (let i = from; i < to; i++) source[at++] = i;
  const pick = (column: Float64Array) => Float64Array.from(source, (i) => column[i]!);
  const shownX = pick(x);
  return {
    x: shownX,
    y: pick(y),
    error: error && pick(error),
    source,
    breaks,
    replaced,
    ...extentOf(shownX),
  };
}

type Extent = Pick<Sheet, 'sorted' | 'xLeast' | 'xGreatest' | 'xLeastPositive'>;

/** Rising x, which is nearly all there is, takes one comparison a point. */
function extentOf(x: Float64Array): Extent {
  const n = x.length;
  let i = 1;
  while (i < n && x[i]! >= x[i - 1]!) i++;
  const sorted = n > 0 && i >= n && Number.isFinite(x[0]) && Number.isFinite(x[n - 1]);
  if (!sorted) return extentOfUnsorted(x);
  return {
    sorted,
    xLeast: x[0]!,
    xGreatest: x[n - 1]!,
    xLeastPositive: x.find((value) => value > 0) ?? Number.NaN,
  };
}

function extentOfUnsorted(x: Float64Array): Extent {
  const finite = x.filter((value) => Number.isFinite(value));
  const leastOf = (values: Float64Array) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const known = (value: number) => (Number.isFinite(value) ? value : Number.NaN);
  return {
    sorted: false,
    xLeast: known(leastOf(finite)),
    xGreatest: known(-leastOf(finite.map((value) => -value))),
    xLeastPositive: known(leastOf(finite.filter((value) => value > 0))),
  };
}

/** Whether `later` begins with the points of `earlier`: checked at both ends and in the middle, not everywhere. */
export function continues(earlier: Sheet, later: Sheet): boolean {
  const n = earlier.x.length;
  if (n === 0 || later.x.length < n) return false;
  return [0, n >> 1, n - 1].every(
    (i) => Object.is(earlier.x[i], later.x[i]) && Object.is(earlier.y[i], later.y[i]),
  );
}

const smoothed = new WeakMap<Sheet, { readonly weight: number; readonly y: Float64Array }>();

/** The debiased exponential average over all points of a sheet, thinned or not. */
export function smoothedOf(sheet: Sheet, weight: number): Float64Array {
  const known = smoothed.get(sheet);
  if (known?.weight === weight) return known.y;
  const y = smooth(sheet.y, weight);
  smoothed.set(sheet, { weight, y });
  return y;
}

interface Edges {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

const edges = new WeakMap<Sheet, Edges>();

/** y less and plus its error; an error that is unknown counts as none. */
export function edgesOf(sheet: Sheet): Edges {
  const known = edges.get(sheet);
  if (known) return known;
  const { y, error } = sheet;
  const half = y.map((_, i) =>
    error && error[i]! > 0 && error[i]! < Number.POSITIVE_INFINITY ? error[i]! : 0,
  );
  const made = { lower: y.map((value, i) => value - half[i]!), upper: y.map((value, i) => value + half[i]!) };
  edges.set(sheet, made);
  return made;
}
