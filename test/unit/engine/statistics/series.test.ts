import { describe, expect, it } from 'vitest';
import { checkAligned, checkSeries, evaluate } from '../../../../src-engine/statistics/series.ts';

describe('checkSeries', () => {
  it('takes one chain or several', () => {
    expect(checkSeries(new Float64Array(8)).ok).toBe(true);
    expect(checkSeries([new Float64Array(8), new Float64Array(9)]).ok).toBe(true);
  });

  it('says how long a series must be, and which segment is not', () => {
    const result = checkSeries([new Float64Array(8), new Float64Array(3)]);
    expect(result.ok ? undefined : result.error).toMatchObject({
      code: 'statistics.tooShort',
      message: 'The series of segment 1 has 3 samples; an error estimate needs at least 8.',
    });
  });

  it('names the first value that is not finite', () => {
    const result = checkSeries(Float64Array.of(1, 2, Number.NEGATIVE_INFINITY, Number.NaN));
    expect(result.ok ? undefined : result.error).toMatchObject({
      code: 'statistics.notFinite',
      message: 'Sample 2 is -Infinity, so no average exists.',
      detail: { segment: 0, index: 2 },
    });
  });
});

describe('checkAligned', () => {
  it('calls series of different shape a bug', () => {
    expect(() => checkAligned([new Float64Array(8), new Float64Array(9)])).toThrow('same segments');
  });
});

describe('evaluate', () => {
  it('turns an undefined quantity into a failure', () => {
    const result = evaluate((m) => Math.log(m[0]!), Float64Array.of(-1));
    expect(result.ok ? '' : result.error.message).toContain('NaN at the means -1');
  });
});
