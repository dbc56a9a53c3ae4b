import { expect, test } from 'vitest';
import { compareValues, sortRows, toggleSort } from '../../../../src-renderer/table/sort.ts';
import { sample, sampleColumns } from './sample.ts';

const ids = (rows: readonly { readonly id: string }[]): string => rows.map(({ id }) => id).join(' ');

test('text is in natural order, without regard to case', () => {
  const rows = ['run 10', 'Run 9', 'apple', 'run 9'].map((name, k) => sample(String(k), { name }));
  expect(ids(sortRows(rows, sampleColumns, [{ column: 'name', descending: false }]))).toBe('2 1 3 0');
});

test.each([false, true])('missing values and NaN come last (descending: %s)', (descending) => {
  const rows = [
    sample('none'),
    sample('nan', { beta: Number.NaN }),
    sample('low', { beta: -1 }),
    sample('high', { beta: 7 }),
  ];
  const sorted = ids(sortRows(rows, sampleColumns, [{ column: 'beta', descending }]));
  expect(sorted).toBe(descending ? 'high low none nan' : 'low high none nan');
});

test('the second key decides between equals, the order before between equals of all keys', () => {
  const rows = [
    sample('a', { beta: 6, changed: 1 }),
    sample('b', { beta: 5, changed: 2 }),
    sample('c', { beta: 6, changed: 3 }),
    sample('d', { beta: 6, changed: 1 }),
  ];
  const keys = [
    { column: 'beta', descending: true },
    { column: 'changed', descending: true },
  ];
  expect(ids(sortRows(rows, sampleColumns, keys))).toBe('c a d b');
});

test('averages are in the order of their values, not of their texts', () => {
  const rows = [sample('ten', { beta: 10, error: 3 }), sample('nine', { beta: 9, error: 0.1 })];
  expect(ids(sortRows(rows, sampleColumns, [{ column: 'beta', descending: false }]))).toBe('nine ten');
});

test('a column that is no more changes nothing', () => {
  const rows = [sample('b'), sample('a')];
  expect(sortRows(rows, sampleColumns, [{ column: 'gone', descending: false }])).toEqual(rows);
});

test('infinities are ordinary values', () => {
  expect(compareValues(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, false)).toBe(0);
  expect(compareValues(Number.NEGATIVE_INFINITY, 0, false)).toBeLessThan(0);
});

test('a header goes from ascending to descending to off', () => {
  const up = toggleSort([], 'beta', 'alone');
  const down = toggleSort(up, 'beta', 'alone');
  expect([up, down, toggleSort(down, 'beta', 'alone')]).toEqual([
    [{ column: 'beta', descending: false }],
    [{ column: 'beta', descending: true }],
    [],
  ]);
});

test('added keys leave the others where they are', () => {
  const keys = toggleSort(toggleSort([], 'beta', 'alone'), 'name', 'add');
  expect(toggleSort(keys, 'beta', 'add')).toEqual([
    { column: 'beta', descending: true },
    { column: 'name', descending: false },
  ]);
  expect(toggleSort(keys, 'name', 'alone')).toEqual([{ column: 'name', descending: true }]);
});
