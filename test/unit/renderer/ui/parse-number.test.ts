import { expect, test } from 'vitest';
import { parseNumber } from '../../../../src-renderer/ui/parse-number.ts';

test.each([
  ['5.7', 5.7],
  ['.5', 0.5],
  ['5.', 5],
  ['1e-3', 0.001],
  ['1E+3', 1000],
  ['−2', -2],
  ['+4', 4],
  [' 1 000 ', 1000],
  ['10_000', 10_000],
])('reads %s', (text, value) => {
  expect(parseNumber(text)).toEqual({ value, problem: null });
});

test('nothing is no number and no problem', () => {
  expect(parseNumber('  ')).toEqual({ value: null, problem: null });
});

test.each(['5,7', 'abc', '1e', '--1', '1.2.3', '0x10', 'Infinity', 'NaN', '1e999', '5.7 GeV'])(
  'does not guess at %s',
  (text) => {
    const { value, problem } = parseNumber(text);
    expect(value).toBeNull();
    expect(problem).toMatch(/\.$/);
  },
);

test('limits belong to the range, and are named', () => {
  const rule = { min: 1, max: 16 };
  expect(parseNumber('1', rule).value).toBe(1);
  expect(parseNumber('16', rule).value).toBe(16);
  expect(parseNumber('0.999', rule).problem).toContain('1 to 16');
  expect(parseNumber('17', rule).problem).toContain('1 to 16');
  expect(parseNumber('-1', { min: 0 }).problem).toContain('from 0');
  expect(parseNumber('3', { max: 2 }).problem).toContain('up to 2');
});

test('whole numbers only where they are asked for', () => {
  expect(parseNumber('2.5', { integer: true }).problem).not.toBeNull();
  expect(parseNumber('2e3', { integer: true }).value).toBe(2000);
});
