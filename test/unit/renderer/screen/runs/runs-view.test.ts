import { expect, test } from 'vitest';
import { savedView as savedViewSchema } from '../../../../../src-main/contract/index.ts';
import {
  orderOf,
  plainRunsView,
  readKeptViews,
  readRunsView,
  savedView,
  viewsToKeep,
} from '../../../../../src-renderer/screen/runs/runs-view.ts';

const scan = { ...plainRunsView, filter: 'beta>5', baseline: 'r1', showArchived: true, groupBy: 'beta' };

test('views survive the way through the contract, and the one in use stands apart', () => {
  const kept = viewsToKeep([savedView('scan', scan)], { ...scan, filter: 'quick' });
  const back = readKeptViews(kept.map((view) => savedViewSchema.parse(JSON.parse(JSON.stringify(view)))));
  expect(back.named.map(({ name }) => name)).toEqual(['scan']);
  expect(readRunsView(back.named[0]!.state)).toEqual(scan);
  expect(back.last).toEqual({ ...scan, filter: 'quick' });
});

test('a workspace without views has none', () => {
  expect(readKeptViews([])).toEqual({ named: [], last: null });
});

test('only what changes the order or choice of rows counts as another order', () => {
  expect(orderOf({ ...scan, widths: { name: 300 }, columns: ['name'] })).toBe(orderOf(scan));
  expect(orderOf({ ...scan, sort: [] })).not.toBe(orderOf(scan));
});
