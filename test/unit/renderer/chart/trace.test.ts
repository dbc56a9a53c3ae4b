import { expect, it } from 'vitest';
import { sheetOf } from '../../../../src-renderer/chart/data/sheet.ts';
import { planeOf } from '../../../../src-renderer/chart/draw/plane.ts';
import { barsOf, spotsOf, traceOf, travelOf } from '../../../../src-renderer/chart/draw/trace.ts';
import { series } from '../../../support/chart-lab.ts';

const axis = (from: number, to: number) => ({ from, to, scale: 'linear' }) as const;
const plane = planeOf({ x: 0, y: 0, width: 100, height: 100 }, axis(0, 10), axis(0, 10));
const none = new Uint32Array(0);
const NaNs = [Number.NaN, Number.NaN];

it('joins the points of a segment and lifts the pen between segments', () => {
  const sheet = sheetOf(series([1, 2, 3, 4], { segment: Uint32Array.of(0, 0, 1, 1) }));
  const points = traceOf(plane, sheet, sheet.y, Uint32Array.of(0, 1, 2, 3), none);
  expect([...points]).toEqual([0, 90, 10, 80, ...NaNs, 20, 70, 30, 60]);
});

it('lifts the pen where a value cannot be drawn', () => {
  const sheet = sheetOf(series([1, Number.NaN, 3]));
  expect([...traceOf(plane, sheet, sheet.y, Uint32Array.of(0, 2), Uint32Array.of(1))]).toEqual([
    0,
    90,
    ...NaNs,
    20,
    70,
  ]);
});

it('cuts lines to far neighbours at the edge, on the line', () => {
  const sheet = sheetOf(series([0, 5, 9], { x: Float64Array.of(-1e6, 5, 1e9) }));
  const points = traceOf(plane, sheet, sheet.y, Uint32Array.of(0, 1, 2), none);
  expect([points[0], points[4]]).toEqual([-2, 102]);
  expect(points[1]).toBeCloseTo(50, 2);
  expect(points[5]).toBeCloseTo(50, 2);
});

it('crosses the plot between two points outside it', () => {
  const sheet = sheetOf(series([0, 10], { x: Float64Array.of(-10, 20) }));
  const points = traceOf(plane, sheet, sheet.y, Uint32Array.of(0, 1), none);
  expect([points[0], points[2]]).toEqual([-2, 102]);
  expect(points[1]! + points[3]!).toBeCloseTo(100, 9);
});

it('puts markers only inside, and apart', () => {
  const sheet = sheetOf(series([1, 2, 3, 4, 5], { x: Float64Array.of(-5, 0, 1, 2, 9) }));
  const all = Uint32Array.of(0, 1, 2, 3, 4);
  expect([...spotsOf(plane, sheet, sheet.y, all, 0, 0)]).toEqual([0, 80, 10, 70, 20, 60, 90, 50]);
  expect([...spotsOf(plane, sheet, sheet.y, all, 15, 0)]).toEqual([0, 80, 20, 60, 90, 50]);
});

it('becomes one bar per pixel column, each joined to the one before', () => {
  const line = Float64Array.of(3.1, 10, 3.4, 40, 3.9, 20, 4.2, 60, 4.5, 70, ...NaNs, 5.5, 5, 6.5, 5);
  expect([...barsOf(line, { from: 0, width: 1 }, 1)]).toEqual([
    3, 10, 40, 4, 20, 70, 5, 4.5, 5.5, 6, 4.5, 5.5,
  ]);
});

it('does not divide what lies in one column of the thinning between two pixels', () => {
  // the column from 2.6 to 3.5, whose middle is in pixel 3, and its neighbours
  const line = Float64Array.of(1.8, 10, 2.5, 90, 2.7, 10, 3.4, 90, 3.6, 10, 4.3, 90);
  expect([...barsOf(line, { from: 1.7, width: 0.9 }, 1)]).toEqual([2, 10, 90, 3, 10, 90]);
});

it('knows how restless a line is', () => {
  expect(travelOf(Float64Array.of(0, 10, 1, 40, ...NaNs, 2, 5, 3, 0))).toBe(35);
});
