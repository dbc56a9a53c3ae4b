/**
 * Points of a series as pixels: x, y, x, y, ... with a NaN pair where the line is interrupted, which is between
 * segments of a run and where a value in between cannot be drawn.
 * Proved by test/unit/renderer/chart/trace.test.ts.
 */
import type { Sheet } from '../data/sheet.ts';
import type { Plane } from './plane.ts';

export function traceOf(
  plane: Plane,
  sheet: Sheet,
  y: Float64Array,
  index: Uint32Array,
  unshown: Uint32Array,
): Float64Array {
  const gaps = new Float64Array(2 * (index.length + sheet.breaks.length + unshown.length));
  let length = 0;
  let segment = 0;
  let lost = 0;
  for (let k = 0; k < index.length; k++) {
    const i = index[k]!;
    let broken = false;
    for (; segment < sheet.breaks.length && sheet.breaks[segment]! <= i; segment++) broken = true;
    for (; lost < unshown.length && unshown[lost]! < i; lost++) broken = true;
    if (broken && length > 0) {
      gaps[length++] = Number.NaN;
      gaps[length++] = Number.NaN;
    }
    gaps[length++] = plane.px(sheet.x[i]!);
    gaps[length++] = plane.py(y[i]!);
  }
  pullIn(plane, gaps, length);
  return gaps.subarray(0, length);
}

/** The outermost points may lie far away: the line to them is cut at the edge, where it would leave the plot. */
function pullIn({ box }: Plane, points: Float64Array, length: number): void {
  if (length < 4) return;
  cut(points, 0, 2, box.x - 2, -1);
  cut(points, length - 2, length - 4, box.x + box.width + 2, 1);
}

function cut(points: Float64Array, outer: number, inner: number, edge: number, side: number): void {
  const [x0, y0, x1, y1] = [points[inner]!, points[inner + 1]!, points[outer]!, points[outer + 1]!];
  if (!((x1 - edge) * side > 0) || !((edge - x0) * side > 0)) return;
  points[outer] = edge;
  points[outer + 1] = y0 + ((y1 - y0) * (edge - x0)) / (x1 - x0);
}

/** How far a trace goes up and down, in pixels. */
export function travelOf(trace: Float64Array): number {
  let sum = 0;
  for (let i = 3; i < trace.length; i += 2) {
    const step = Math.abs(trace[i]! - trace[i - 2]!);
    if (step < Number.POSITIVE_INFINITY) sum += step;
  }
  return sum;
}

/** The columns that the points were chosen in: where the first one begins, and how wide each is, at most a pixel. */
export interface Grid {
  readonly from: number;
  readonly width: number;
}

/**
 * A trace with many points per pixel as one upright bar per pixel, from its least to its greatest height and on to
 * the bar before, so that the curve stays in one piece: x, top, bottom, x, ... `thick` is the least height. All
 * points of a column go to the pixel of its middle: a column lies across two pixels, and divided between them its
 * greatest point would be missing in one, its least in the other.
 */
export function barsOf(trace: Float64Array, grid: Grid, thick: number): Float64Array {
  const bars = new Float64Array((3 * trace.length) / 2);
  let n = 0;
  let joined = false;
  for (let i = 0; i < trace.length; i += 2) {
    const column = Math.floor((trace[i]! - grid.from) / grid.width + 1e-6);
    const x = Math.floor(grid.from + (column + 0.5) * grid.width);
    const y = trace[i + 1]!;
    if (Number.isNaN(x)) joined = false;
    else if (n > 0 && bars[n - 3] === x) {
      if (y < bars[n - 2]!) bars[n - 2] = y;
      if (y > bars[n - 1]!) bars[n - 1] = y;
    } else {
      bars[n] = x;
      bars[n + 1] = joined ? Math.min(y, trace[i - 1]!) : y;
      bars[n + 2] = joined ? Math.max(y, trace[i - 1]!) : y;
      n += 3;
    }
    if (!Number.isNaN(x)) joined = true;
  }
  for (let k = 0; k < n; k += 3) {
    const lacking = Math.max(0, thick - (bars[k + 2]! - bars[k + 1]!)) / 2;
    bars[k + 1] = bars[k + 1]! - lacking;
    bars[k + 2] = bars[k + 2]! + lacking;
  }
  return bars.subarray(0, n);
}

/** The drawn points inside the plot, `every` of them at least this far apart (pixels). */
export function spotsOf(
  plane: Plane,
  sheet: Sheet,
  y: Float64Array,
  index: Uint32Array,
  apart: number,
  offset: number,
): Float64Array {
  const spots: number[] = [];
  let next = plane.box.x + offset;
  for (const i of index) {
    const value = sheet.x[i]!;
    if (value < plane.x.from || value > plane.x.to) continue;
    const x = plane.px(value);
    if (apart > 0 && x < next) continue;
    next = x + apart;
    spots.push(x, plane.py(y[i]!));
  }
  return Float64Array.from(spots);
}
