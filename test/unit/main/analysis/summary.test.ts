import { describe, expect, it } from 'vitest';
import type { CommonCut } from '../../../../src-main/analysis/cut.ts';
import { hasEstimate, summarise } from '../../../../src-main/analysis/summary.ts';
import { ar1, normal, uniform } from '../../engine/statistics/ar1.ts';

const chain = ar1(0.5, 400, normal(uniform(3)));
const cut = (length: number): CommonCut => ({ kind: 'asked', unit: 'samples', length });

describe('summarise', () => {
  it('gives value(error), tau_int and samples', () => {
    const summary = summarise({ name: 'x', values: chain }, cut(0));
    expect(summary).toMatchObject({ name: 'x', samples: 400, cut: 0, warnings: [] });
    if (!hasEstimate(summary)) throw new Error('no estimate');
    expect(Math.abs(summary.value)).toBeLessThan(4 * summary.error);
    expect(summary.tauInt).toBeCloseTo(1.5, 0);
    expect(summary.formatted).toMatch(/^-?0\.\d+\(\d+\)$/);
  });

  it('averages exactly what the cut leaves', () => {
    const values = Float64Array.from({ length: 40 }, (_, i) => (i < 10 ? 1000 : i % 2));
    expect(summarise({ name: 'x', values }, cut(10))).toMatchObject({ value: 0.5, samples: 30, cut: 10 });
  });

  it('says why there is no estimate', () => {
    expect(summarise({ name: 'x', values: chain.subarray(0, 12) }, cut(10))).toMatchObject({
      samples: 2,
      problem: { code: 'statistics.tooShort' },
    });
    expect(summarise({ name: 'x', values: chain.map((x, i) => (i === 7 ? NaN : x)) }, cut(0))).toMatchObject({
      problem: { code: 'statistics.notFinite' },
    });
  });

  it('carries the doubts about the cut', () => {
    const doubtful: CommonCut = { kind: 'none', unit: 'samples', length: 0, warning: 'Who knows.' };
    const summary = summarise({ name: 'x', values: chain }, doubtful);
    expect(hasEstimate(summary) && summary.warnings).toEqual(['Who knows.']);
  });
});
