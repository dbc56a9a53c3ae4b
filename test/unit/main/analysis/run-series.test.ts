import { describe, expect, it } from 'vitest';
import { seriesFor } from '../../../../src-main/analysis/run-series.ts';

const series = (length: number, value: (i: number) => number = Math.sin) => ({
  width: 1,
  update: Float64Array.from({ length }, (_, i) => 2 * (i + 1)),
  value: Float64Array.from({ length }, (_, i) => value(i)),
  segment: Uint32Array.from({ length }, (_, i) => 1 + Math.floor(i / 600)),
});

describe('a series for a screen', () => {
  it('is whole when it is short, and keeps its range, both ends included', () => {
    const all = seriesFor('p', series(50), { from: null, to: null, points: 50 });
    expect(all).toMatchObject({ name: 'p', kind: 'raw', total: 50 });
    const some = seriesFor('p', series(50), { from: 5, to: 12, points: 50 });
    expect([...some.update]).toEqual([6, 8, 10, 12]);
    expect([...some.value]).toEqual([2, 3, 4, 5].map(Math.sin));
    expect(some.total).toBe(4);
    const none = seriesFor('p', series(50), { from: 90, to: 20, points: 50 });
    expect([none.update.length, none.total]).toEqual([0, 0]);
  });

  it('keeps ends and spikes and stays below the number asked for', () => {
    const spiky = series(10_000, (i) => (i === 4321 ? 99 : i === 777 ? -99 : Math.sin(i)));
    const thin = seriesFor('p', spiky, { from: null, to: null, points: 400 });
    expect(thin).toMatchObject({ kind: 'minmax', total: 10_000 });
    expect(thin.update.length).toBeLessThanOrEqual(400);
    expect(thin.update.length).toBeGreaterThan(200);
    expect([thin.update[0], thin.update.at(-1)]).toEqual([2, 20_000]);
    expect(thin.value).toContain(99);
    expect(thin.value).toContain(-99);
    for (let i = 0; i < thin.update.length; i++) {
      const row = thin.update[i]! / 2 - 1;
      expect([thin.value[i], thin.segment[i]]).toEqual([spiky.value[row], spiky.segment[row]]);
    }
    expect([...thin.update]).toEqual([...new Set(thin.update)].sort((a, b) => a - b));
  });

  it('does not hide numbers that are not finite', () => {
    const broken = series(10_000, (i) => (i === 5000 ? NaN : i === 6000 ? Infinity : 0));
    const thin = seriesFor('p', broken, { from: null, to: null, points: 100 });
    expect(thin.value.some(Number.isNaN)).toBe(true);
    expect(thin.value).toContain(Infinity);
  });

  it('of several numbers per row gives the first ones', () => {
    const wide = {
      ...series(3),
      width: 2,
      value: Float64Array.of(1, 10, 2, 20, 3, 30),
    };
    expect([...seriesFor('p', wide, { from: 4, to: null, points: 16 }).value]).toEqual([2, 3]);
  });
});
