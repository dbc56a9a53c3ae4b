import { expect, test } from 'vitest';
import { costChart } from '../../../../../src-renderer/screen/compare/cost-bars.ts';

const cost = (seconds: number | null, error: number | null, host: string | null = 'lab') => ({
  secondsPerUpdate: 0.1,
  secondsPerIndependentSample: seconds,
  error,
  host,
});

test('bars and their errors stay within an axis of round ticks that begins at zero', () => {
  const { bars, ticks, end } = costChart({
    runs: ['a', 'b'],
    costs: [cost(3.1, 0.4), cost(0.5, 0.1)],
  });
  expect(ticks).toEqual([0, 1, 2, 3, 4]);
  expect(end).toBe(4);
  expect(bars.map(({ length }) => length)).toEqual([0.775, 0.125]);
  expect(bars.every(({ low, length, high }) => 0 <= low && low < length && length < high && high <= 1)).toBe(
    true,
  );
});

test.each([1e-6, 0.003, 1, 7.3, 9999])('the axis holds %d', (seconds) => {
  const { ticks, end, bars } = costChart({ runs: ['a'], costs: [cost(seconds, seconds / 10)] });
  expect(end).toBeGreaterThanOrEqual(1.1 * seconds * (1 - 1e-9));
  expect(end).toBeLessThan(3 * seconds);
  expect(ticks.at(-1)).toBeCloseTo(end);
  expect(bars[0]!.length).toBeCloseTo(seconds / end);
});

test('runs without a cost are named, not drawn', () => {
  const chart = costChart({ runs: ['a', 'b'], costs: [cost(null, null), cost(Number.NaN, null)] });
  expect(chart.bars).toEqual([]);
  expect(chart.unknown.map(({ run }) => run)).toEqual(['a', 'b']);
});

test('an error greater than the cost does not leave the axis', () => {
  expect(costChart({ runs: ['a'], costs: [cost(1, 2)] }).bars[0]).toMatchObject({ low: 0 });
});

test('different machines are told', () => {
  const runs = ['a', 'b'];
  expect(costChart({ runs, costs: [cost(1, 0.1), cost(1, 0.1, 'cluster')] }).hosts).toEqual([
    'lab',
    'cluster',
  ]);
  expect(costChart({ runs, costs: [cost(1, 0.1), cost(null, null, null)] }).hosts).toEqual(['lab']);
});
