/** A time with its error in a unit that suits it: 3.2(2) ms, 41(3) s, 1h10m. Test: test/unit/main/race/verdict.test.ts. */

import { formatWithError } from '../../src-engine/api/format-with-error.ts';
import { formatDuration } from '../../src-engine/api/spec/duration.ts';

const units = [
  [1, 's'],
  [1e3, 'ms'],
  [1e6, 'us'],
  [1e9, 'ns'],
] as const;

/** An error of 0 means none is known: three digits. */
export const secondsText = ({ value, error }: { readonly value: number; readonly error: number }): string => {
  if (error === 0 && value >= 120) return formatDuration(Math.round(value));
  const [factor, unit] = units.find(([scale]) => value * scale >= 1) ?? [1, 's'];
  return `${error === 0 ? Number((value * factor).toPrecision(3)) : formatWithError(value * factor, error * factor)} ${unit}`;
};
