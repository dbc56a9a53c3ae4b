/**
 * One axis as it is shown: a range and a scale. Fractions run from 0 (from) to 1 (to), in log10 on a log axis.
 * Proved by test/unit/renderer/chart/axis.test.ts.
 */
import type { AxisScale } from '../chart-model.ts';

export type Range = readonly [number, number];

export interface AxisView {
  readonly from: number;
  readonly to: number;
  readonly scale: AxisScale;
}

export const forward = (scale: AxisScale, value: number): number =>
  scale === 'log' ? Math.log10(value) : value;
export const backward = (scale: AxisScale, at: number): number => (scale === 'log' ? 10 ** at : at);

export function fractionOf({ from, to, scale }: AxisView, value: number): number {
  const start = forward(scale, from);
  return (forward(scale, value) - start) / (forward(scale, to) - start);
}

export function valueAt({ from, to, scale }: AxisView, fraction: number): number {
  if (fraction === 0) return from;
  if (fraction === 1) return to;
  const start = forward(scale, from);
  return backward(scale, start + fraction * (forward(scale, to) - start));
}

/** The part of an axis between two fractions, in either order; null when it is too narrow for numbers to resolve. */
export function zoomed(axis: AxisView, one: number, other: number): Range | null {
  const from = valueAt(axis, Math.min(one, other));
  const to = valueAt(axis, Math.max(one, other));
  return usable([from, to], axis.scale) ? [from, to] : null;
}

/** `factor` below 1 comes nearer; what lies at `anchor` (a fraction) stays where it is. */
export const zoomedAround = (axis: AxisView, anchor: number, factor: number): Range | null =>
  zoomed(axis, anchor - anchor * factor, anchor + (1 - anchor) * factor);

export const panned = (axis: AxisView, by: number): Range | null => zoomed(axis, by, 1 + by);

/** The same width moved inside `full`, or all of `full`. */
export function within(range: Range, full: AxisView): Range {
  const [one, other] = [fractionOf(full, range[0]), fractionOf(full, range[1])];
  if (other - one >= 1) return [full.from, full.to];
  const shift = one < 0 ? -one : other > 1 ? 1 - other : 0;
  return shift === 0 ? range : [valueAt(full, one + shift), valueAt(full, other + shift)];
}

/** Whether a range can be an axis: finite, rising, positive on a log axis, wide enough for double precision. */
export function usable([from, to]: Range, scale: AxisScale): boolean {
  if (!(Number.isFinite(from) && Number.isFinite(to)) || (scale === 'log' && from <= 0)) return false;
  return to - from > 1e-13 * Math.max(Math.abs(from), Math.abs(to)) && to - from > Number.MIN_VALUE * 1e6;
}

/** A range around data: `share` of its width to each side; something around a single value; [0, 1] around none. */
export function around(low: number, high: number, scale: AxisScale, share: number): Range {
  if (!(low <= high) || (scale === 'log' && low <= 0)) return scale === 'log' ? [0.1, 10] : [0, 1];
  if (!usable([low, high], scale)) {
    if (scale === 'log') return [low / 2, high * 2];
    const half = low === 0 ? 0.5 : Math.abs(low) * 0.05;
    return [low - half, high + half];
  }
  const axis = { from: low, to: high, scale };
  return [valueAt(axis, -share), valueAt(axis, 1 + share)];
}

/** The end of a growing axis: moves in steps of a tenth, so that most new points change nothing but themselves. */
export function roomToGrow([from, to]: Range): Range {
  const span = to - from;
  return span > 0 ? [from, from + 1.1 ** Math.ceil(Math.log(span) / Math.log(1.1) + 0.05)] : [from, to];
}
