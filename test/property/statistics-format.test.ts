import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatWithError } from '../../src-engine/api/format-with-error.ts';

const pattern = /^(-?\d+(?:\.(\d+))?)\((\d+(?:\.\d+)?)\)(?:e(-?\d+))?$/;

/** What a reader takes a printed number to mean. */
function read(text: string): { value: number; error: number } {
  const [, body, decimals = '', error, power = '0'] = pattern.exec(text) ?? [];
  const unit = error!.includes('.') || decimals === '' ? 0 : -decimals.length;
  return { value: Number(`${body}e${power}`), error: Number(`${error}e${Number(power) + unit}`) };
}

const decade = fc.tuple(fc.double({ min: 1, max: 9.999, noNaN: true }), fc.integer({ min: -20, max: 20 }));

it('what is printed reads back as the value within half a digit and the error within its rounding', () => {
  fc.assert(
    fc.property(decade, fc.boolean(), decade, ([m, p], negative, [em, ep]) => {
      const value = m * 10 ** p * (negative ? -1 : 1);
      const error = em * 10 ** Math.max(ep, p - 14);
      const printed = read(formatWithError(value, error));
      expect(Math.abs(printed.value - value)).toBeLessThanOrEqual(error * 0.51 + Math.abs(value) * 1e-15);
      expect(Math.abs(printed.error / error - 1)).toBeLessThan(0.26);
    }),
    { seed: 7, numRuns: 2000 },
  );
});
