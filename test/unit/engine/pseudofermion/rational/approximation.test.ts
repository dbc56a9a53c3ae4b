import { expect, test } from 'vitest';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { approximation } from '../../../../../src-engine/pseudofermion/rational/approximation.ts';
import { remez } from '../../../../../src-engine/pseudofermion/rational/remez.ts';

const interval = { lower: 0.01, upper: 16.01 };

test.each([1e-2, 1e-4, 1e-7, 1e-10, 1e-13])('is the shortest one with an error of %d', (error) => {
  const power = { p: -3, q: 8 };
  const r = unwrap(approximation(power, interval, error));
  expect(r.error).toBeLessThanOrEqual(error);
  const n = r.terms.length;
  if (n > 1) expect(unwrap(remez(power, n - 1, interval.lower, interval.upper)).error).toBeGreaterThan(error);
});

test('is remembered', () => {
  const once = unwrap(approximation({ p: -1, q: 4 }, interval, 1e-9));
  expect(unwrap(approximation({ p: -1, q: 4 }, interval, 1e-9))).toBe(once);
});

test('an error below all digits is taken as the smallest there is', () => {
  expect(unwrap(approximation({ p: -1, q: 2 }, interval, 0)).error).toBeLessThan(1e-15);
});

test('refuses what would need too many terms, and intervals that are none', () => {
  const wide = approximation({ p: -1, q: 2 }, { lower: 1e-16, upper: 1 }, 1e-15);
  expect(wide).toMatchObject({ ok: false, error: { code: 'fermion.unsupported' } });
  expect(approximation({ p: -1, q: 2 }, { lower: 2, upper: 1 }, 1e-5).ok).toBe(false);
  expect(approximation({ p: -1, q: 2 }, { lower: 0, upper: 1 }, 1e-5).ok).toBe(false);
});
