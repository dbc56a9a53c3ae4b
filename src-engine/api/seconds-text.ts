/** A time with its error in a unit that suits it, `3.2(2) ms`; long ones as a duration, `1h10m`. Test: test/unit/engine/api/seconds-text.test.ts. */
import { formatWithError } from './format-with-error.ts';
import { formatDuration } from './spec/duration.ts';

const units = [
  [1, 's'],
  [1e3, 'ms'],
  [1e6, 'us'],
  [1e9, 'ns'],
] as const;

const wholeSeconds = (seconds: number): string => formatDuration(Math.round(seconds));

/** An `error` of null or 0: none is known. `duration`: how times of many minutes are written. */
export const secondsText = (
  { value, error }: { readonly value: number; readonly error: number | null },
  duration: (seconds: number) => string = wholeSeconds,
): string => {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0 s';
  const known = error !== null && error > 0 ? error : undefined;
  if (value >= (known === undefined ? 120 : 600)) return duration(value);
  const [factor, unit] = units.find(([scale]) => value * scale >= 1) ?? units[3];
  const number =
    known === undefined
      ? Number((value * factor).toPrecision(3))
      : formatWithError(value * factor, known * factor);
  return `${number} ${unit}`;
};
