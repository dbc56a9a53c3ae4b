import { describe, expect, it } from 'vitest';
import {
  around,
  fractionOf,
  panned,
  roomToGrow,
  usable,
  valueAt,
  within,
  zoomed,
  zoomedAround,
} from '../../../../src-renderer/chart/data/axis.ts';

const linear = { from: 100, to: 300, scale: 'linear' } as const;
const log = { from: 0.01, to: 100, scale: 'log' } as const;

describe('an axis', () => {
  it('maps values to shares of its length and back', () => {
    expect(fractionOf(linear, 150)).toBe(0.25);
    expect(fractionOf(log, 1)).toBeCloseTo(0.5, 12);
    for (const share of [0, 0.2, 0.7, 1]) expect(fractionOf(log, valueAt(log, share))).toBeCloseTo(share, 12);
    expect([valueAt(log, 0), valueAt(log, 1)]).toEqual([0.01, 100]);
  });

  it('zooms to what was dragged over, in either direction, but not to nothing', () => {
    expect(zoomed(linear, 0.75, 0.25)).toEqual([150, 250]);
    expect(zoomed(linear, 0.5, 0.5)).toBeNull();
    expect(zoomed({ from: 1, to: 1 + 1e-14, scale: 'linear' }, 0, 0.1)).toBeNull();
  });

  it('keeps the value under the pointer where it is', () => {
    const [from, to] = zoomedAround(log, 0.25, 0.5)!;
    expect(fractionOf({ from, to, scale: 'log' }, valueAt(log, 0.25))).toBeCloseTo(0.25, 12);
    expect(Math.log10(to / from)).toBeCloseTo(2, 12);
  });

  it('moves, and stops at the ends without changing its width', () => {
    expect(panned(linear, 0.5)).toEqual([200, 400]);
    expect(within([250, 350], linear)).toEqual([200, 300]);
    expect(within([50, 150], linear)).toEqual([100, 200]);
    expect(within([0, 900], linear)).toEqual([100, 300]);
  });

  it('refuses ranges that are none', () => {
    expect(usable([2, 1], 'linear')).toBe(false);
    expect(usable([0, 1], 'log')).toBe(false);
    expect(usable([0, Number.NaN], 'linear')).toBe(false);
    expect(usable([1e-3, 1], 'log')).toBe(true);
  });

  it('finds a range around anything', () => {
    expect(around(0, 10, 'linear', 0.1)).toEqual([-1, 11]);
    expect(around(5, 5, 'linear', 0.1)).toEqual([4.75, 5.25]);
    expect(around(0, 0, 'linear', 0.1)).toEqual([-0.5, 0.5]);
    expect(around(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 'linear', 0.1)).toEqual([0, 1]);
    expect(around(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 'log', 0.1)[0]).toBeGreaterThan(0);
    const [low, high] = around(1, 100, 'log', 0.5);
    expect([low, high]).toEqual([0.1, 1000].map((x) => expect.closeTo(x, 9)));
  });

  it('of a growing series moves rarely, and never cuts off data', () => {
    let moves = 0;
    let end = 0;
    for (let n = 2; n < 5000; n++) {
      const [, to] = roomToGrow([0, n]);
      expect(to).toBeGreaterThan(n);
      expect(to).toBeLessThan(n * 1.2);
      if (to !== end) moves++;
      end = to;
    }
    expect(moves).toBeLessThan(100);
  });
});
