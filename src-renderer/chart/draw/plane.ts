/**
 * The rectangle of a plot with its two axes: from values to pixels and back. Heights far outside are pulled in,
 * since painters lose precision there; what a log axis cannot show lies far below.
 * Proved by test/unit/renderer/chart/plane.test.ts.
 */
import { type AxisView, forward, valueAt } from '../data/axis.ts';
import type { Box } from './pen.ts';

export interface Plane {
  readonly box: Box;
  readonly x: AxisView;
  readonly y: AxisView;
  px(value: number): number;
  py(value: number): number;
}

const far = 20_000;

export function planeOf(box: Box, x: AxisView, y: AxisView): Plane {
  const py = mapOf(y, box.y + box.height, -box.height);
  const [low, high] = [box.y - far, box.y + box.height + far];
  return {
    box,
    x,
    y,
    px: mapOf(x, box.x, box.width),
    py: (value) => (y.scale === 'log' && value <= 0 ? high : Math.max(low, Math.min(high, py(value)))),
  };
}

function mapOf({ from, to, scale }: AxisView, origin: number, length: number): (value: number) => number {
  const start = forward(scale, from);
  const slope = length / (forward(scale, to) - start);
  return scale === 'log'
    ? (value) => origin + (Math.log10(value) - start) * slope
    : (value) => origin + (value - start) * slope;
}

export const xAt = ({ box, x }: Plane, pixel: number): number => valueAt(x, (pixel - box.x) / box.width);
export const yAt = ({ box, y }: Plane, pixel: number): number =>
  valueAt(y, (box.y + box.height - pixel) / box.height);
