/**
 * How the ends of a fit's range move: on whole numbers, between the limits, never past one another.
 * Proved by test/unit/renderer/chart/fit-range.test.ts.
 */
import type { FitRange } from '../chart-model.ts';

export type FitEnd = 'from' | 'to';

/** Where an end may stand while the other stays. */
export const limitsOf = ({ from, to, least, greatest }: FitRange, end: FitEnd): readonly [number, number] =>
  end === 'from' ? [least, to] : [from, greatest];

export const withEndAt = (range: FitRange, end: FitEnd, x: number): FitRange => {
  const [low, high] = limitsOf(range, end);
  return { ...range, [end]: Math.min(high, Math.max(low, Math.round(x))) };
};

/** Arrows move by one, Page keys by a quarter of what is allowed, Home and End to the limits. */
export const withEndAfterKey = (range: FitRange, end: FitEnd, key: string): FitRange | undefined => {
  const [low, high] = limitsOf(range, end);
  const quarter = Math.max(1, Math.round((range.greatest - range.least) / 4));
  const to = {
    ArrowLeft: range[end] - 1,
    ArrowDown: range[end] - 1,
    ArrowRight: range[end] + 1,
    ArrowUp: range[end] + 1,
    PageDown: range[end] - quarter,
    PageUp: range[end] + quarter,
    Home: low,
    End: high,
  }[key];
  return to === undefined ? undefined : withEndAt(range, end, to);
};
