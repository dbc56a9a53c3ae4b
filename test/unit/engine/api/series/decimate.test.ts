import { describe, expect, it } from 'vitest';
import { decimate } from '../../../../../src-engine/api/series/decimate.ts';

const x = Float64Array.from({ length: 10 }, (_, i) => i);
const kept = (y: number[], columns: Parameters<typeof decimate>[2]) => [
  ...decimate(x, Float64Array.from(y), columns).index,
];

describe('decimate', () => {
  it('keeps first, least, greatest and last in the order of the series', () => {
    expect(kept([0, 5, 1, -3, 0, 0, 1, 2, 3, 4], { from: 0, to: 10, columns: 2 })).toEqual([
      0, 1, 3, 4, 5, 9,
    ]);
  });

  it('keeps the neighbours of a zoomed range, so that the line runs on, and does not count them', () => {
    const y = Float64Array.from(x);
    const result = decimate(x, y, { from: 3.5, to: 5.5, columns: 10, neighbours: true });
    expect([...result.index]).toEqual([3, 4, 5, 6]);
    expect(result).toMatchObject({ inRange: 2, kept: 2 });
    expect([...decimate(x, y, { from: 3.2, to: 3.8, columns: 4, neighbours: true }).index]).toEqual([3, 4]);
  });

  it('keeps one column apart from the next on a log axis', () => {
    const decades = Float64Array.of(1, 2, 3, 4, 9, 10, 50, 100, 500, 999);
    const y = Float64Array.of(0, 1, 2, 1, 1, 3, 9, 4, 5, 6);
    const { index } = decimate(decades, y, { from: 1, to: 1000, columns: 3, logX: true });
    expect([...index]).toEqual([0, 2, 4, 5, 6, 7, 8, 9]);
  });

  it('starts anew where the columns have changed', () => {
    const y = Float64Array.from(x);
    const first = decimate(x.subarray(0, 5), y.subarray(0, 5), { from: 0, to: 9, columns: 1 });
    const columns = { from: 0, to: 9, columns: 10 };
    expect(decimate(x, y, columns, first)).toEqual(decimate(x, y, columns));
  });
});
