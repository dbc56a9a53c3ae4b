/**
 * One series on a plane, with any pen: line, points, bars or band, the raw values faint where they are smoothed, and
 * small marks at the lower edge where values cannot be drawn.
 * Proved by test/unit/renderer/chart/svg.test.ts.
 */
import { barWidth } from '../data/extent.ts';
import { edgesOf } from '../data/sheet.ts';
import type { ViewSeries } from '../data/view.ts';
import type { Pen, Stroke } from './pen.ts';
import type { Plane } from './plane.ts';
import { styleOf } from './series-style.ts';
import type { ChartTheme } from './theme.ts';
import { barsOf, spotsOf, traceOf, travelOf } from './trace.ts';

/** Lines with more points than this per pixel are a thicket: dashes cannot be seen and markers stand apart. */
const sparse = 0.6;
/** From here on, where a line also goes up and down this much per pixel, pixel columns are all that can be seen. */
const crowded = 2;
const restless = 12;
const markersApart = 90;
/** A point of a dashed line costs as much as so many of a plain one. */
const dashedPoint = 4;

/** What painting a series costs, in points of a plain line. */
export const effortOf = ({ index, smooth }: ViewSeries, width: number): number => {
  const isDashed = smooth === null && index.length < sparse * width;
  return index.length * (isDashed ? dashedPoint : 1) + (smooth?.index.length ?? 0);
};

export function paintSeries(pen: Pen, plane: Plane, one: ViewSeries, theme: ChartTheme): void {
  const style = styleOf(one.place, one.series.colour);
  const colour = theme.data[style.colour] ?? theme.text;
  const width = theme.strong ? 2 : 1.5;
  const { sheet, index, series } = one;
  if (series.kind === 'bars') paintBars(pen, plane, one, colour, theme);
  else if (series.kind === 'points') {
    paintErrorBars(pen, plane, one, { colour, width: 1 });
    pen.markers(style.marker, spotsOf(plane, sheet, sheet.y, index, 0, 0), 3, { colour, width: 1.25 });
  } else {
    if (series.kind === 'band') paintBand(pen, plane, one, colour, theme);
    const perPixel = index.length / plane.box.width;
    const faint = one.smooth !== null;
    const line = traceOf(plane, sheet, sheet.y, index, one.unshown);
    const ink = faint ? { colour, opacity: 0.3 } : { colour };
    const thicket = perPixel > crowded && travelOf(line) > restless * plane.box.width;
    if (thicket && pen.bars)
      pen.bars(barsOf(line, { from: plane.box.x, width: plane.box.width / one.columns }, 1), ink);
    else if (perPixel < sparse && !faint)
      pen.line(line, { ...ink, width, dash: series.curve === true ? [] : style.dash });
    else pen.line(line, { ...ink, width: 1 });
    if (one.smooth) {
      const line = traceOf(plane, sheet, one.smooth.y, one.smooth.index, one.unshown);
      pen.line(line, { colour, width: width + 0.5, dash: style.dash });
    }
    const { y, index: places } = one.smooth ?? { y: sheet.y, index };
    const few = index.length < plane.box.width / 12;
    const apart = few ? 0 : markersApart;
    const offset = (one.place % 5) * (markersApart / 5);
    if (series.curve !== true && (few || one.place > 0))
      pen.markers(style.marker, spotsOf(plane, sheet, y, places, apart, offset), 2.5, { colour, width: 1 });
  }
  paintUnshown(pen, plane, one, theme);
}

function paintBand(pen: Pen, plane: Plane, one: ViewSeries, colour: string, theme: ChartTheme): void {
  const { sheet, index, unshown } = one;
  const edges = edgesOf(sheet);
  const upper = traceOf(plane, sheet, edges.upper, index, unshown);
  const lower = traceOf(plane, sheet, edges.lower, index, unshown);
  for (const [from, to] of stretches(upper))
    pen.area(outline(upper, lower, from, to), { colour, opacity: theme.strong ? 0.4 : 0.2 });
}

/** Uninterrupted parts of a trace, as [from, to) in numbers. */
function* stretches(points: Float64Array): Generator<readonly [number, number]> {
  let from = 0;
  for (let i = 0; i <= points.length; i += 2) {
    if (i < points.length && !Number.isNaN(points[i]!)) continue;
    if (i > from) yield [from, i];
    from = i + 2;
  }
}

/** There along the upper edge, back along the lower one. */
function outline(upper: Float64Array, lower: Float64Array, from: number, to: number): Float64Array {
  const shape = new Float64Array(2 * (to - from));
  shape.set(upper.subarray(from, to));
  for (let i = to - 2, k = to - from; i >= from; i -= 2, k += 2) {
    shape[k] = lower[i]!;
    shape[k + 1] = lower[i + 1]!;
  }
  return shape;
}

function paintBars(
  pen: Pen,
  plane: Plane,
  { sheet, index }: ViewSeries,
  colour: string,
  theme: ChartTheme,
): void {
  const half = barWidth(sheet.x) / 2;
  const ground = plane.y.scale === 'log' ? plane.box.y + plane.box.height : plane.py(0);
  for (const i of index) {
    const left = plane.px(sheet.x[i]! - half);
    const right = plane.px(sheet.x[i]! + half);
    const top = plane.py(sheet.y[i]!);
    const gap = right - left > 4 ? 1 : 0;
    const box = {
      x: left + gap / 2,
      y: Math.min(top, ground),
      width: right - left - gap,
      height: Math.abs(ground - top),
    };
    pen.box(box, { colour, opacity: theme.strong ? 1 : 0.75 });
  }
}

function paintErrorBars(pen: Pen, plane: Plane, { sheet, index }: ViewSeries, stroke: Stroke): void {
  const { error } = sheet;
  if (error === undefined) return;
  const bars: number[] = [];
  const bottom = plane.box.y + plane.box.height;
  for (const i of index) {
    if (!(error[i]! > 0) || sheet.x[i]! < plane.x.from || sheet.x[i]! > plane.x.to) continue;
    const x = plane.px(sheet.x[i]!);
    const low = sheet.y[i]! - error[i]!;
    const foot = plane.y.scale === 'log' && low <= 0 ? bottom : plane.py(low);
    const head = plane.py(sheet.y[i]! + error[i]!);
    bars.push(x, foot, x, head, Number.NaN, Number.NaN);
    bars.push(
      x - 2.5,
      foot,
      x + 2.5,
      foot,
      Number.NaN,
      Number.NaN,
      x - 2.5,
      head,
      x + 2.5,
      head,
      Number.NaN,
      Number.NaN,
    );
  }
  pen.line(Float64Array.from(bars), stroke);
}

/** A value that no axis can show leaves a cross at the lower edge: it is there, only not drawn. */
function paintUnshown(pen: Pen, plane: Plane, { sheet, unshown }: ViewSeries, theme: ChartTheme): void {
  if (unshown.length === 0) return;
  const y = plane.box.y + plane.box.height - 5;
  const spots = [...unshown].flatMap((i) => [plane.px(sheet.x[i]!), y]);
  pen.markers('cross', Float64Array.from(spots), 2.5, { colour: theme.danger, width: 1.25 });
}
