import { describe, expect, it } from 'vitest';
import { continues, sheetOf, smoothedOf } from '../../../../src-renderer/chart/data/sheet.ts';
import { series } from '../../../support/chart-lab.ts';

describe('a sheet', () => {
  it('shares the arrays of a series without a resume', () => {
    const plain = series([3, 1, 2]);
    const sheet = sheetOf(plain);
    expect(sheet.y).toBe(plain.y);
    expect(sheet).toMatchObject({
      sorted: true,
      xLeast: 0,
      xGreatest: 2,
      xLeastPositive: 1,
      breaks: [],
      replaced: 0,
    });
    expect(sheetOf(plain)).toBe(sheet);
  });

  it('leaves out what a resume has written again, and knows where each point is from', () => {
    const resumed = series([10, 11, 12, 13, 22, 23], {
      x: Float64Array.of(0, 1, 2, 3, 2, 3),
      error: Float64Array.of(0, 1, 2, 3, 4, 5),
      segment: Uint32Array.of(0, 0, 0, 0, 1, 1),
    });
    const sheet = sheetOf(resumed);
    expect([...sheet.y]).toEqual([10, 11, 22, 23]);
    expect([...sheet.error!]).toEqual([0, 1, 4, 5]);
    expect([...sheet.source!]).toEqual([0, 1, 4, 5]);
    expect(sheet).toMatchObject({ sorted: true, breaks: [2], replaced: 2 });
  });

  it('knows the extent of x that is not in order or not finite', () => {
    const x = Float64Array.of(5, Number.NaN, -3, Number.POSITIVE_INFINITY, 2);
    expect(sheetOf(series([1, 2, 3, 4, 5], { x }))).toMatchObject({
      sorted: false,
      xLeast: -3,
      xGreatest: 5,
      xLeastPositive: 2,
    });
    expect(sheetOf(series([])).xLeast).toBeNaN();
  });

  it('is continued by one that begins alike', () => {
    const before = sheetOf(series([1, 2, 3]));
    expect(continues(before, sheetOf(series([1, 2, 3, 4])))).toBe(true);
    expect(continues(before, sheetOf(series([1, 2, 4, 4])))).toBe(false);
    expect(continues(before, sheetOf(series([1, 2])))).toBe(false);
  });

  it('is smoothed over all its points, once per weight', () => {
    const sheet = sheetOf(series([1, 3]));
    expect([...smoothedOf(sheet, 0.5)]).toEqual([1, expect.closeTo(1 + (0.5 / 0.75) * 2, 12)]);
    expect(smoothedOf(sheet, 0.5)).toBe(smoothedOf(sheet, 0.5));
    expect([...smoothedOf(sheet, 0)]).toEqual([1, 3]);
  });
});
