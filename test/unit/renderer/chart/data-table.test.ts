import { expect, it } from 'vitest';
import { viewOf } from '../../../../src-renderer/chart/data/view.ts';
import { rowsOf } from '../../../../src-renderer/chart/export/data-rows.ts';
import { sortRows, tsvOf } from '../../../../src-renderer/chart/export/data-table.ts';
import { model, options, series } from '../../../support/chart-lab.ts';

const resumed = series([3, 1, 2, 9, 1], {
  x: Float64Array.of(0, 1, 2, 1, 2),
  segment: Uint32Array.of(0, 0, 0, 4, 4),
});
const view = viewOf(model([resumed]), options());

it('has the drawn points with their place in the series and their segment', () => {
  expect(rowsOf(view, 'drawn').map(({ index, x, y, segment }) => [index, x, y, segment])).toEqual([
    [0, 0, 3, 0],
    [3, 1, 9, 4],
    [4, 2, 1, 4],
  ]);
});

it('of many points has those that are drawn, of an export all', () => {
  const many = viewOf(
    model([series(Array.from({ length: 5000 }, (_, i) => Math.sin(i * i)))]),
    options({ columns: 50 }),
  );
  expect(rowsOf(many, 'drawn')).toHaveLength(many.counts.drawn);
  expect(rowsOf(many, 'all')).toHaveLength(5000);
});

it('sorts both ways, stably, with what is no number last', () => {
  const rows = rowsOf(viewOf(model([series([2, Number.NaN, 1, 2])]), options()), 'all');
  expect(sortRows(rows, 'y', false).map(({ index }) => index)).toEqual([2, 0, 3, 1]);
  expect(sortRows(rows, 'y', true).map(({ index }) => index)).toEqual([0, 3, 2, 1]);
  expect(sortRows(rows, 'series', true).map(({ index }) => index)).toEqual([3, 2, 1, 0]);
});

it('is copied in the order shown, in full precision, one cell per tab', () => {
  const named = viewOf(model([series([1 / 3, 2], { label: 'a\tb' })]), options());
  expect(tsvOf(named, sortRows(rowsOf(named, 'drawn'), 'y', true))).toBe(
    'Series\tUpdate\tPlaquette\na b\t1\t2\na b\t0\t0.3333333333333333\n',
  );
});
