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
