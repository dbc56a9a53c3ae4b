import { expect, test } from 'vitest';
import {
  moveColumn,
  plainView,
  readView,
  shownColumns,
  toggleColumn,
} from '../../../../src-renderer/table/view.ts';
import { sampleColumns } from './sample.ts';

const ids = (view: Parameters<typeof shownColumns>[1]): string =>
  shownColumns(sampleColumns, view)
    .map(({ id }) => id)
    .join(' ');

test('before a choice the usual columns are shown', () => {
  expect(ids(plainView)).toBe('name beta changed');
});

test('columns are switched on and off and moved', () => {
  const off = toggleColumn(plainView, sampleColumns, 'beta');
  expect(ids(off)).toBe('name changed');
  expect(ids(toggleColumn(off, sampleColumns, 'eta'))).toBe('name changed eta');
  expect(ids(moveColumn(plainView, sampleColumns, 'changed', -1))).toBe('name changed beta');
  expect(ids(moveColumn(plainView, sampleColumns, 'changed', -9))).toBe('changed name beta');
  expect(moveColumn(plainView, sampleColumns, 'eta', 1)).toBe(plainView);
});

test('a view survives being kept as JSON', () => {
  const view = {
    filter: 'beta>5',
    sort: [{ column: 'beta', descending: true }],
    groupBy: 'name',
    columns: ['beta', 'gone', 'name'],
    widths: { beta: 120 },
  };
  expect(readView(JSON.parse(JSON.stringify(view)))).toEqual(view);
  expect(ids(readView(view))).toBe('beta name');
});

test.each([null, 3, [], { sort: 7, columns: {}, widths: { beta: 'x' }, filter: 5, groupBy: [] }])(
  'what is not a view is a plain one: %j',
  (raw) => {
    expect(readView(raw)).toEqual(plainView);
  },
);

test('widths have limits', () => {
  expect(readView({ widths: { a: -5, b: 1e9 } }).widths).toEqual({ a: 48, b: 900 });
});
