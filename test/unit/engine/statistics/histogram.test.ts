import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { histogram } from '../../../../src-engine/statistics/histogram.ts';
import { ar1, normal, uniform } from './ar1.ts';

describe('histogram', () => {
  it('counts with closed lower edges and a closed last bin', () => {
    const result = unwrap(histogram(Float64Array.of(0, 0.5, 1, 1, 1.5, 2), { bins: 2 }));
    expect([...result.edges]).toEqual([0, 1, 2]);
    expect([...result.counts]).toEqual([2, 4]);
  });

  it('reports samples outside a given range', () => {
    const result = unwrap(
      histogram([Float64Array.of(-3, 0, 1), Float64Array.of(2, 9)], { bins: 4, range: [0, 2] }),
    );
    expect(result).toMatchObject({ below: 1, above: 1, samples: 5 });
    expect([...result.counts]).toEqual([1, 0, 1, 1]);
  });

  it('chooses a sensible number of bins and loses nothing', () => {
    const result = unwrap(histogram(ar1(0, 10_000, normal(uniform(1)))));
    expect(result.counts.length).toBeGreaterThan(40);
    expect(result.counts.length).toBeLessThan(100);
    expect(result.counts.reduce((sum, count) => sum + count, 0)).toBe(10_000);
  });

  it('handles coinciding and constant samples', () => {
    const mostly = new Float64Array(64);
    mostly[0] = 1;
    expect(unwrap(histogram(mostly)).counts.length).toBe(7);
    for (const value of [0, 3, -1e300, 1e-300]) {
      const result = unwrap(histogram(new Float64Array(9).fill(value)));
      expect([...result.counts]).toEqual([9]);
      expect(result.edges[0]).toBeLessThan(value);
      expect(result.edges[1]).toBeGreaterThan(value);
    }
  });

  it('refuses an empty series', () => {
    const result = histogram(new Float64Array(0));
    expect(result.ok ? '' : result.error.code).toBe('statistics.tooShort');
  });
});
