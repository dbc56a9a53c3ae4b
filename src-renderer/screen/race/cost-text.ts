/** Costs as texts: seconds with their error in a unit that suits them, `3.2(2) ms`; from minutes on without error. Test: test/unit/renderer/screen/race/race-rows.test.ts. */
import { formatWithError } from '../../../src-engine/api/format-with-error.ts';
import { formatDuration } from '../../ui/format-quantity.ts';

const units = [
  [1, 's'],
  [1e3, 'ms'],
  [1e6, 'µs'],
  [1e9, 'ns'],
] as const;

/** `error` null or 0: none is known. */
export const costText = (seconds: number, error: number | null): string => {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds === 0) return '0 s';
  if (seconds >= 600 || ((error ?? 0) === 0 && seconds >= 120)) return formatDuration(seconds);
  const [factor, unit] = units.find(([scale]) => seconds * scale >= 1) ?? units[3];
  const value = seconds * factor;
  const text =
    error === null || error === 0
      ? String(Number(value.toPrecision(3)))
      : formatWithError(value, error * factor);
  return `${text} ${unit}`;
};
