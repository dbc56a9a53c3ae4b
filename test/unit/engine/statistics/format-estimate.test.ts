import { describe, expect, it } from 'vitest';
import { formatWithError } from '../../../../src-engine/api/format-with-error.ts';
import { formatEstimate, formatTauInt } from '../../../../src-engine/statistics/format-estimate.ts';

const cases: readonly [number, number, string][] = [
  [0.593682, 0.00003, '0.59368(3)'],
  [0.593684, 0.000034, '0.59368(3)'],
  [3.07, 0.4, '3.1(4)'],
  [1.0021, 0.0042, '1.002(4)'],
  [0.99361, 0.00124, '0.9936(12)'],
  [0.12345, 0.0096, '0.123(10)'],
  [0.12345, 0.00996, '0.123(10)'],
  [0.5, 0.96, '0.5(1.0)'],
  [12.34, 4.5, '12.3(4.5)'],
  [12.34, 1, '12.3(1.0)'],
  [12.34, 9.96, '12(10)'],
  [123.4, 45, '123(45)'],
  [1234, 450, '1230(450)'],
  [-1234.5, 12.3, '-1235(12)'],
  [-0.59368, 0.00003, '-0.59368(3)'],
  [-0.001, 0.3, '0.0(3)'],
  [0, 0.02, '0.00(2)'],
  [2, 0.5, '2.0(5)'],
  [0.59368, 0, '0.59368(0)'],
  [0.1 + 0.2, 0, '0.3(0)'],
  [0, 0, '0(0)'],
  [1, 1e-300, '1(0)'],
  [0.593684321, Number.NaN, '0.593684(?)'],
  [0.5, -1, '0.5(?)'],
  [0.5, Number.POSITIVE_INFINITY, '0.5(inf)'],
  [Number.NaN, 0.1, 'nan'],
  [Number.NEGATIVE_INFINITY, 0.1, '-inf'],
  [1.23412e-9, 5e-12, '1.234(5)e-9'],
  [1.23412e-9, 1.4e-12, '1.2341(14)e-9'],
  [-6.022141e23, 3e17, '-6.022141(3)e23'],
  [2e-5, 3e-5, '2.0(3.0)e-5'],
  [1234567, 12, '1234567(12)'],
  [12345678, 120, '1.234568(12)e7'],
  [5e-324, 5e-324, '5.0(5.0)e-324'],
];

describe('formatWithError', () => {
  for (const [value, error, text] of cases) {
    it(`writes ${value} +- ${error} as ${text}`, () => {
      expect(formatWithError(value, error)).toBe(text);
    });
  }

  it('keeps a given number of digits', () => {
    expect(formatWithError(0.59368, 0.000034, 2)).toBe('0.593680(34)');
    expect(formatWithError(123.4, 45, 1)).toBe('120(50)');
    expect(formatWithError(0.12345, 0.0096, 1)).toBe('0.12(1)');
  });
});

describe('formatEstimate and formatTauInt', () => {
  it('read the fields of an estimate', () => {
    const estimate = { value: 0.593682, error: 0.00003, tauInt: 3.07, tauIntError: 0.4 };
    expect(formatEstimate(estimate)).toBe('0.59368(3)');
    expect(formatTauInt(estimate)).toBe('3.1(4)');
  });
});
