import { expect, test } from 'vitest';
import { secondsText } from '../../../../src-engine/api/seconds-text.ts';

test.each([
  [3.2, 0.2, '3.2(2) s'],
  [3.2e-3, 2e-4, '3.2(2) ms'],
  [41, 3, '41.0(3.0) s'],
  [7.39e-5, 1.7e-6, '73.9(1.7) us'],
  [5e-9, 0, '5 ns'],
  [3e-10, null, '0.3 ns'],
  [130, 2, '130.0(2.0) s'],
  [130, null, '2m10s'],
  [4200, 0, '1h10m'],
  [4000, 200, '1h6m40s'],
  [0, null, '0 s'],
  [Number.NaN, null, '–'],
])('%d seconds with the error %d are %s', (value, error, text) => {
  expect(secondsText({ value, error })).toBe(text);
});

test('long times as the caller writes them', () => {
  expect(secondsText({ value: 4200, error: 0 }, (seconds) => `${seconds / 60} min`)).toBe('70 min');
});
