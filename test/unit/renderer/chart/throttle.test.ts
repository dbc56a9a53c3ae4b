import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { throttle } from '../../../../src-renderer/chart/interact/throttle.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('passes the first at once, at most one per interval, and always the last', () => {
  const passed: number[] = [];
  const slow = throttle<number>(100, (value) => passed.push(value));
  slow.push(1);
  slow.push(2);
  slow.push(3);
  expect(passed).toEqual([1]);
  vi.advanceTimersByTime(100);
  expect(passed).toEqual([1, 3]);
  slow.push(4);
  expect(passed).toEqual([1, 3]);
  vi.advanceTimersByTime(100);
  expect(passed).toEqual([1, 3, 4]);
  vi.advanceTimersByTime(1000);
  slow.push(5);
  expect(passed).toEqual([1, 3, 4, 5]);
});

it('passes the settled value now, and nothing old after it', () => {
  const passed: number[] = [];
  const slow = throttle<number>(100, (value) => passed.push(value));
  slow.push(1);
  slow.push(2);
  slow.flush(9);
  vi.advanceTimersByTime(1000);
  expect(passed).toEqual([1, 9]);
  slow.push(10);
  slow.push(11);
  slow.stop();
  vi.advanceTimersByTime(1000);
  expect(passed).toEqual([1, 9, 10]);
});
