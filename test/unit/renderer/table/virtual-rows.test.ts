import { expect, test } from 'vitest';
import { keepInSight, rowWindow } from '../../../../src-renderer/table/virtual-rows.ts';

const view = (scrollTop: number) => ({ scrollTop, height: 300, rowHeight: 30 });

test('every row in sight is drawn, and never more than a few beyond', () => {
  for (let scrollTop = 0; scrollTop < 30_000; scrollTop += 7) {
    const { first, end } = rowWindow(view(scrollTop), 1000);
    expect(first).toBeLessThanOrEqual(Math.floor(scrollTop / 30));
    expect(end).toBeGreaterThanOrEqual(Math.min(1000, Math.ceil((scrollTop + 300) / 30)));
    expect(end - first).toBeLessThanOrEqual(10 + 1 + 16);
  }
});

test('a list that became shorter than the scroll position shows nothing rather than failing', () => {
  expect(rowWindow(view(30_000), 5)).toEqual({ first: 5, end: 5 });
});

const lines = (...ids: string[]) => ids.map((id) => ({ id }));

test('rows that come or go above what is in sight do not move it', () => {
  const before = lines('a', 'b', 'c', 'd');
  expect(keepInSight(before, lines('new', 'a', 'b', 'c', 'd'), view(65))).toBe(95);
  expect(keepInSight(before, lines('b', 'c', 'd'), view(65))).toBe(35);
  // the topmost row itself is gone: the next one counts
  expect(keepInSight(before, lines('a', 'b', 'd'), view(65))).toBe(35);
});

test('at the top the newest rows may push in', () => {
  expect(keepInSight(lines('a', 'b'), lines('new', 'a', 'b'), view(0))).toBe(0);
});
