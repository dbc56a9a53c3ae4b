/**
 * How two independent averages differ: a - b with the errors added in quadrature, and how many of those errors it is away from zero.
 * Test: test/unit/renderer/table/difference.test.ts.
 */
import { formatWithError } from '../../src-engine/api/format-with-error.ts';

export interface Average {
  readonly value: number | null;
  readonly error: number | null;
}

export interface Difference {
  readonly value: number;
  readonly error: number;
  /** |value| / error; null when both errors are zero or unknown. */
  readonly sigma: number | null;
}

/** Null when one of them is missing. */
export const differenceOf = (a: Average, b: Average): Difference | null => {
  if (!isNumber(a.value) || !isNumber(b.value)) return null;
  const value = a.value - b.value;
  const error = Math.hypot(a.error ?? Number.NaN, b.error ?? Number.NaN);
  return { value, error, sigma: error > 0 ? Math.abs(value) / error : null };
};

const isNumber = (value: number | null): value is number => value !== null && Number.isFinite(value);

/** `+0.0012(4)`, with a true minus; `+0.00123` where the error is not known. */
export const formatDifference = ({ value, error }: Difference): string => {
  const text = Number.isNaN(error) ? String(Number(value.toPrecision(3))) : formatWithError(value, error);
  return value < 0 ? text.replace('-', '−') : `+${text}`;
};

/** `2.9 σ`; empty where it cannot be told. */
export const formatSigma = ({ sigma }: Difference): string => (sigma === null ? '' : `${sigma.toFixed(1)} σ`);
