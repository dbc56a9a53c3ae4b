import { expect, it } from 'vitest';
import { planeOf, xAt, yAt } from '../../../../src-renderer/chart/draw/plane.ts';

const box = { x: 50, y: 10, width: 400, height: 200 };

it('maps values to pixels, y upwards, and pixels back to values', () => {
  const plane = planeOf(box, { from: 0, to: 10, scale: 'linear' }, { from: 1, to: 100, scale: 'log' });
  expect([plane.px(0), plane.px(10)]).toEqual([50, 450]);
  expect([plane.py(1), plane.py(10), plane.py(100)]).toEqual([210, 110, 10]);
  expect(xAt(plane, 150)).toBeCloseTo(2.5, 12);
  expect(yAt(plane, 110)).toBeCloseTo(10, 9);
});

it('pulls heights in that painters could not place', () => {
  const plane = planeOf(box, { from: 0, to: 1, scale: 'linear' }, { from: 0, to: 1, scale: 'linear' });
  expect(Math.abs(plane.py(1e12))).toBeLessThan(1e5);
  expect(plane.py(1e12)).toBeLessThan(plane.py(1));
});
