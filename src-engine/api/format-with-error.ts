/**
 * Numbers with errors as the field writes them: 0.59368(3) is 0.59368 +- 0.00003, 12.3(4.5) is 12.3 +- 4.5.
 *
 * The error has one digit below 1, or two when it leads with 1 (0.9936(12)), and two digits from 1 up; the value
 * stops at the same place. Numbers below 1e-4 or from 1e7 up carry a common power of ten: 1.234(5)e-9. An error
 * of 0 is written (0) behind the value at 12 digits, an unknown one (?) behind the value at 6.
 * Proved by test/unit/engine/statistics/format-estimate.test.ts and test/property/statistics-format.test.ts.
 */

/** `digits` fixes the number of significant digits of the error. */
export function formatWithError(value: number, error: number, digits?: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  if (error === Number.POSITIVE_INFINITY) return `${plain(value, 6)}(inf)`;
  if (!(error >= 0)) return `${plain(value, 6)}(?)`;
  if (error <= Math.abs(value) * belowResolution) return `${plain(value, 12)}(0)`;
  const power = exponentOf(Math.max(Math.abs(value), error));
  if (power >= -4 && power < 7) return pair(value, error, digits);
  return `${pair(shift(value, -power), shift(error, -power), digits)}e${power}`;
}

/** An error that no digit of a double can show. */
const belowResolution = 1e-17;

/** Value and error, both cut at the digits that the error keeps. */
function pair(value: number, error: number, digits: number | undefined): string {
  const { rounded, kept } =
    digits === undefined ? roundError(error) : { rounded: round(error, digits), kept: digits };
  const decimals = kept - 1 - exponentOf(rounded);
  const shown = rounded >= 1 ? fixed(rounded, decimals) : String(Math.round(shift(rounded, decimals)));
  return `${fixed(value, decimals)}(${shown})`;
}

/** 0.0014 keeps two digits, 0.0096 becomes 0.010, 0.0043 becomes 0.004, 4.5 keeps two. */
function roundError(error: number): { readonly rounded: number; readonly kept: number } {
  const two = round(error, 2);
  if (two >= 1 || leadsWithOne(two)) return { rounded: two, kept: 2 };
  const one = round(error, 1);
  return { rounded: one, kept: leadsWithOne(one) ? 2 : 1 };
}

const round = (x: number, digits: number): number => Number(x.toPrecision(digits));

const leadsWithOne = (x: number): boolean => x.toExponential().startsWith('1');

const exponentOf = (x: number): number => (x === 0 ? 0 : Number(x.toExponential().split('e')[1]));

/** x 10^n with the rounding of one decimal conversion. */
const shift = (x: number, n: number): number => {
  const [mantissa, exponent] = x.toExponential().split('e');
  return Number(`${mantissa}e${Number(exponent) + n}`);
};

/** Rounded at `decimals` places; a negative count rounds to tens, hundreds, ... Never -0. */
function fixed(x: number, decimals: number): string {
  const text =
    decimals >= 0 ? x.toFixed(decimals) : shift(Math.round(shift(x, decimals)), -decimals).toFixed(0);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

const plain = (value: number, digits: number): string => String(round(value, digits));
