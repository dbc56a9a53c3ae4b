/**
 * Numbers as charts write them: a point for decimals, commas between thousands, a true minus sign, powers of ten
 * with superscripts. Numbers with errors as everywhere: 0.59368(3).
 * Proved by test/unit/renderer/chart/number-text.test.ts.
 */
import { formatWithError } from '../../../src-engine/api/format-with-error.ts';

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

export const powerOfTen = (power: number): string =>
  `10${power < 0 ? '⁻' : ''}${[...String(Math.abs(power))].map((digit) => superscripts[Number(digit)]).join('')}`;

/** `digits` is a decimal number as toFixed writes it. */
export function groupDigits(digits: string): string {
  const [, sign, whole, rest] = /^(-?)(\d+)(.*)$/.exec(digits) ?? [];
  if (whole === undefined) return digits;
  const grouped = whole.length > 3 ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  return `${sign ? '−' : ''}${grouped}${rest}`;
}

/** At most `digits` significant ones. */
export function formatNumber(value: number, digits = 7): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size !== 0 && (size >= 1e9 || size < 1e-4)) {
    const [mantissa, power] = rounded.toExponential().split('e');
    return `${groupDigits(mantissa!)}×${powerOfTen(Number(power))}`;
  }
  return groupDigits(String(rounded));
}

/** One number of decimals for a whole column; undefined where numbers are too large or too small for that. */
export function decimalsOf(values: Iterable<number>): number | undefined {
  let largest = 0;
  let whole = true;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    largest = Math.max(largest, Math.abs(value));
    if (!Number.isInteger(value)) whole = false;
  }
  if (largest >= 1e7 || (largest > 0 && largest < 1e-3)) return undefined;
  return whole ? 0 : Math.max(0, 6 - Math.floor(Math.log10(largest)));
}

export const formatInColumn = (value: number, decimals: number | undefined): string =>
  decimals === undefined || !Number.isFinite(value)
    ? formatNumber(value)
    : groupDigits(value.toFixed(decimals));

export const formatValue = (value: number, error: number | undefined): string =>
  error === undefined || !Number.isFinite(error) || !Number.isFinite(value)
    ? formatNumber(value)
    : formatWithError(value, error).replace(/^-/, '−');

/** "Time per update (s)". */
export const withUnit = (label: string, unit: string | undefined): string =>
  unit === undefined || unit === '' ? label : `${label} (${unit})`;
