import { expect, test } from 'vitest';
import { modelColumns } from '../../../../../src-renderer/screen/models/model-columns.ts';
import { sortRows } from '../../../../../src-renderer/table/sort.ts';
import { modelRow } from '../../../../support/model-row.ts';

const parent = modelRow('parent', { id: 'm-20261120-000000-0001', dims: [16, 16], quality: null });
const child = modelRow('child', { training: { ...modelRow('x').training!, parent: parent.id } });
const stranger = modelRow('stranger', {
  training: { ...modelRow('x').training!, parent: 'm-20200101-000000-ffff' },
});
const columns = modelColumns(new Map([[parent.id, parent.name]]));
const text = (id: string, row: typeof child) => columns.find((one) => one.id === id)!.text(row);
const sorted = (column: string, descending = false) =>
  sortRows([parent, child], columns, [{ column, descending }]).map(({ name }) => name);

test('a parent goes by its name, or by its identifier when it is elsewhere', () => {
  expect(text('parent', child)).toBe('parent');
  expect(text('parent', stranger)).toBe('m-20200101-000000-ffff');
  expect(text('parent', parent)).toBe('');
});

test('lattices are in the order of their volumes, models without a quality come last', () => {
  expect(sorted('lattice')).toEqual(['child', 'parent']);
  expect(sorted('ess')).toEqual(['child', 'parent']);
  expect(sorted('ess', true)).toEqual(['child', 'parent']);
});

test('columns of averages carry their errors', () => {
  const ess = columns.find(({ id }) => id === 'ess')!;
  expect([ess.value(child), ess.error!(child), ess.text(child)]).toEqual([0.512, 0.008, '0.512(8)']);
});
