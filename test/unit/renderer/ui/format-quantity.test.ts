import { expect, test } from 'vitest';
import {
  formatAgo,
  formatBytes,
  formatCount,
  formatDuration,
  formatTime,
} from '../../../../src-renderer/ui/format-quantity.ts';

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.0 KiB'],
  [1536, '1.5 KiB'],
  [99.9 * 1024, '99.9 KiB'],
  [99.96 * 1024, '100 KiB'],
  [8 * 1024 ** 3, '8.0 GiB'],
])('%d bytes', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0.85, '850 ms'],
  [3.25, '3.3 s'],
  [12, '12 s'],
  [59.4, '59 s'],
  [59.6, '1 min'],
  [200, '3 min 20 s'],
  [3599.7, '1 h 00 min'],
  [7500, '2 h 05 min'],
  [4 * 86_400 + 6 * 3600, '4 d 6 h'],
  [Number.NaN, '–'],
  [-1, '–'],
])('%d seconds', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('counts have thousands', () => {
  expect(formatCount(4210)).toBe('4,210');
});

test('times are told from now', () => {
  const now = Date.parse('2026-03-14T12:00:00Z');
  expect(formatAgo('2026-03-14T11:59:40Z', now)).toBe('just now');
  expect(formatAgo('2026-03-14T09:00:00Z', now)).toBe('3 hours ago');
  expect(formatAgo('2026-03-13T11:00:00Z', now)).toBe('yesterday');
  expect(formatAgo('never', now)).toBe('–');
});

test('times of day sort as text', () => {
  expect(formatTime('2026-03-04T05:06:07', true)).toBe('2026-03-04 05:06:07');
  expect(formatTime('2026-03-04T05:06:07')).toBe('2026-03-04 05:06');
  expect(formatTime('?')).toBe('–');
});
