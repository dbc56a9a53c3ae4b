import { describe, expect, it } from 'vitest';
import {
  decimalsOf,
  formatInColumn,
  formatNumber,
  formatValue,
  powerOfTen,
  withUnit,
} from '../../../../src-renderer/chart/data/number-text.ts';

describe('numbers in charts', () => {
  it.each([
    [0, '0'],
    [-0.25, '−0.25'],
    [4210, '4,210'],
    [1234567.25, '1,234,567'],
    [0.593681234, '0.5936812'],
    [1.5e-7, '1.5×10⁻⁷'],
    [-2e12, '−2×10¹²'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '−∞'],
  ])('%d is %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('carry their error', () => {
    expect(formatValue(0.593682, 0.00003)).toBe('0.59368(3)');
    expect(formatValue(-0.593682, 0.00003)).toBe('−0.59368(3)');
    expect(formatValue(0.5, undefined)).toBe('0.5');
    expect(formatValue(0.5, Number.NaN)).toBe('0.5');
  });

  it('of one column have the same number of decimals', () => {
    const column = (...values: number[]) => values.map((value) => formatInColumn(value, decimalsOf(values)));
    expect(column(0.5923, 0.61, Number.NaN)).toEqual(['0.5923000', '0.6100000', 'NaN']);
    expect(column(12, -4210)).toEqual(['12', '−4,210']);
    expect(column(123.25, 1)).toEqual(['123.2500', '1.0000']);
    expect(column(1e-6, 2e-6)).toEqual(['1×10⁻⁶', '2×10⁻⁶']);
  });

  it('and units', () => {
    expect(powerOfTen(-12)).toBe('10⁻¹²');
    expect([withUnit('Time', 's'), withUnit('Update', undefined)]).toEqual(['Time (s)', 'Update']);
  });
});
