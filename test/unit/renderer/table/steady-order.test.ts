import { expect, test } from 'vitest';
import { steadyOrder } from '../../../../src-renderer/table/steady-order.ts';

const order = (sorted: string, shown: string): string => {
  const { rows, waiting } = steadyOrder([...sorted], [...shown], (id) => id);
  return `${rows.join('')} ${waiting}`;
};

test('rows stay where they were shown; the rest is counted', () => {
  expect(order('abcd', 'abcd')).toBe('abcd 0');
  expect(order('dabc', 'abcd')).toBe('abcd 1');
  expect(order('dcba', 'abcd')).toBe('abcd 3');
});

test('rows that are gone leave, new ones come at the end', () => {
  expect(order('acd', 'abcd')).toBe('acd 0');
  expect(order('xabc', 'abc')).toBe('abcx 1');
  expect(order('abcx', 'abc')).toBe('abcx 0');
});
