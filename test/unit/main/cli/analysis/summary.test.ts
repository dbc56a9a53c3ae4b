import { describe, expect, it } from 'vitest';
import { commonCut, hasEstimate, summarise } from '../../../../../src-main/cli/analysis/summary.ts';
import { ar1, normal, uniform } from '../../../engine/statistics/ar1.ts';

const chain = ar1(0.5, 400, normal(uniform(3)));
const settling = chain.map((x, i) => x + (i < 60 ? 20 * Math.exp(-i / 10) : 0));
const every = (step: number) => Float64Array.from(chain, (_, i) => step * (i + 1));

describe('summarise', () => {
  it('gives value(error), tau_int and samples', () => {
    const summary = summarise({ name: 'x', values: chain }, { samples: 0 });
    expect(summary).toMatchObject({ name: 'x', samples: 400, cut: 0 });
    if (!hasEstimate(summary)) throw new Error('no estimate');
    expect(Math.abs(summary.value)).toBeLessThan(4 * summary.error);
    expect(summary.tauInt).toBeCloseTo(1.5, 0);
    expect(summary.formatted).toMatch(/^-?0\.\d+\(\d+\)$/);
  });

  it('counts a cut in samples, in updates where they are known, or finds it', () => {
    const cutOf = (cut: Parameters<typeof summarise>[1], update?: Float64Array) => {
      const summary = summarise(
        { name: 'x', values: settling, ...(update === undefined ? {} : { update }) },
        cut,
      );
      return hasEstimate(summary) ? summary.cut : undefined;
    };
    expect(cutOf({ samples: 30 })).toBe(30);
    expect(cutOf({ updates: 30 })).toBe(30);
    expect(cutOf({ updates: 30 }, every(10))).toBe(3);
    expect(cutOf({ updates: 39 }, every(10))).toBe(3);
    expect(cutOf('auto')).toBeGreaterThan(20);
    expect(cutOf('auto')).toBeLessThan(80);
  });

  it('says why there is no estimate', () => {
    expect(summarise({ name: 'x', values: Float64Array.of(1, 2) }, 'auto')).toMatchObject({
      samples: 2,
      problem: { code: 'statistics.tooShort' },
    });
    expect(summarise({ name: 'x', values: chain.map((x, i) => (i === 7 ? NaN : x)) }, 'auto')).toMatchObject({
      problem: { code: 'statistics.notFinite' },
    });
    expect(summarise({ name: 'x', values: chain, update: every(1) }, { updates: 1000 })).toMatchObject({
      problem: { code: 'statistics.tooShort' },
    });
  });

  it('warns when a series is too short to find a cut', () => {
    const summary = summarise({ name: 'x', values: chain.subarray(0, 20) }, 'auto');
    expect(hasEstimate(summary) && summary.warnings).toContainEqual(expect.stringMatching(/nothing was cut/));
  });
});

describe('commonCut', () => {
  it('is that of the plaquette, in updates', () => {
    const other = { name: 'a', values: chain, update: every(5) };
    const cut = commonCut([other, { name: 'plaquette', values: settling, update: every(5) }]);
    expect(cut).toEqual({ updates: expect.any(Number) });
    const updates = (cut as { updates: number }).updates;
    expect(updates).toBeGreaterThan(100);
    expect(updates % 25).toBe(0);
  });

  it('is left to each series where there is nothing to go by', () => {
    expect(commonCut([])).toBe('auto');
    expect(commonCut([{ name: 'a', values: chain.subarray(0, 10) }])).toBe('auto');
  });
});
