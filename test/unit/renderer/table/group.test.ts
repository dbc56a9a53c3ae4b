import { expect, test } from 'vitest';
import { groupRows, headingId, linesOf } from '../../../../src-renderer/table/group.ts';
import { sample, sampleColumns } from './sample.ts';

const rows = [
  sample('a', { name: 'scan 10' }),
  sample('b', { name: null }),
  sample('c', { name: 'scan 9' }),
  sample('d', { name: 'scan 10' }),
];
const byName = groupRows(rows, sampleColumns[0]!);

test('groups are in natural order, rows without a value last, rows in the order they had', () => {
  expect(byName.map(({ key, rows: members }) => [key, ...members.map(({ id }) => id)])).toEqual([
    ['scan 9', 'c'],
    ['scan 10', 'a', 'd'],
    [null, 'b'],
  ]);
});

test('a closed group keeps its heading and its count', () => {
  const lines = linesOf(byName, new Set([headingId('scan 10')]), ({ id }) => id);
  expect(lines.map(({ id }) => id)).toEqual(['#scan 9', 'c', '#scan 10', '#', 'b']);
  expect(lines[2]).toMatchObject({ kind: 'heading', count: 2, open: false });
});
