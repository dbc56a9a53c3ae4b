import { describe, expect, it } from 'vitest';
import { ticksOf } from '../../../../src-renderer/chart/data/ticks.ts';

const labels = (from: number, to: number, most: number, scale: 'linear' | 'log' = 'linear') =>
  ticksOf({ from, to, scale }, most)
    .map(({ label }) => label)
    .filter((label) => label !== '');

describe('ticks', () => {
  it.each([
    [0, 1000, 5, ['0', '200', '400', '600', '800', '1,000']],
    [0.5935, 0.5939, 4, ['0.5935', '0.5936', '0.5937', '0.5938', '0.5939']],
    [-1, 1, 4, ['−1.0', '−0.5', '0', '0.5', '1.0']],
    [0, 3e8, 3, ['0', '1×10⁸', '2×10⁸', '3×10⁸']],
    [0, 4e-6, 2, ['0', '2×10⁻⁶', '4×10⁻⁶']],
  ])('from %d to %d with room for %d', (from, to, most, expected) => {
    expect(labels(from, to, most)).toEqual(expected);
  });

  it('on a log axis stand at decades, some left out where there are many', () => {
    expect(labels(0.001, 100, 6, 'log')).toEqual(['0.001', '0.01', '0.1', '1', '10', '100']);
    expect(labels(1e-12, 1, 4, 'log')).toEqual(['10⁻¹²', '10⁻⁹', '10⁻⁶', '0.001', '1']);
  });

  it('on a short log axis also at 2 and 5, with unnamed ones between', () => {
    const ticks = ticksOf({ from: 1, to: 10, scale: 'log' }, 5);
    expect(ticks.map(({ value }) => value)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(labels(1, 10, 5, 'log')).toEqual(['1', '2', '5', '10']);
  });

  it('are inside the axis and never more than there is room for', () => {
    for (const [from, to] of [
      [0.13, 0.87],
      [-7e5, 3],
      [1e-9, 3e-9],
      [5, 5.0000001],
    ] as const)
      for (const most of [2, 3, 5, 8]) {
        const ticks = ticksOf({ from, to, scale: 'linear' }, most);
        const slack = (to - from) * 1e-6;
        for (const { value } of ticks) {
          expect(value).toBeGreaterThanOrEqual(from - slack);
          expect(value).toBeLessThanOrEqual(to + slack);
        }
        expect(ticks.length).toBeLessThanOrEqual(most + 1);
        expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
      }
  });
});
