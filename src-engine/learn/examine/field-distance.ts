/** Differences of fields of a theory: of angles up to whole turns. */
import type { FlowFamily } from '../make-flow.ts';

export type Difference = (a: number, b: number) => number;

export const differenceOf = (family: FlowFamily): Difference =>
  family === 'u1'
    ? (a, b) => {
        const d = a - b;
        return d - 2 * Math.PI * Math.round(d / (2 * Math.PI));
      }
    : (a, b) => a - b;

/** The largest difference; not a number if there is one that is none. */
export const largestDifference = (
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  difference: Difference = (x, y) => x - y,
): number => {
  let worst = 0;
  for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(difference(a[i]!, b[i]!)));
  return worst;
};
