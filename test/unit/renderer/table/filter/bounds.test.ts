import { expect, test } from 'vitest';
import { readNumberBound, readTimeBound } from '../../../../../src-renderer/table/filter/bounds.ts';

test.each([
  ['5.7', 5.7],
  ['-3', -3],
  ['1e-3', 1e-3],
  ['.5', 0.5],
  ['50%', 0.5],
])('the number %s', (text, value) => {
  expect(readNumberBound(text, undefined)).toBe(value);
});

test.each(['', 'x', '5,7', '1h', '0x10', 'Infinity', '5 '])('%j is no number', (text) => {
  expect(readNumberBound(text, undefined)).toBeUndefined();
});

test('durations count where seconds are meant', () => {
  expect(readNumberBound('1h30m', 's')).toBe(5400);
});

const now = new Date(2026, 10, 20, 15, 30).getTime();

test('a date is a whole day here, a time of day a minute', () => {
  const date = readTimeBound('2026-11-20', now)!;
  expect(date).toEqual({
    from: new Date(2026, 10, 20).getTime(),
    to: new Date(2026, 10, 21).getTime(),
  });
  expect(readTimeBound('today', now)).toEqual(date);
  const minute = readTimeBound('2026-11-20T15:30', now)!;
  expect([minute.from - now, minute.to - now]).toEqual([0, 60_000]);
});

test('a duration is that long ago', () => {
  expect(readTimeBound('2d', now)!.from).toBe(now - 2 * 86_400_000);
  expect(readTimeBound('1w', now)!.from).toBe(now - 7 * 86_400_000);
});

test.each(['soon', '2026-13-01', '2026', 'none', ''])('%j is no time', (text) => {
  expect(readTimeBound(text, now)).toBeUndefined();
});
