/** From all rows to the rows that a view shows, in order: filter, sort, pinned ones first. Test: test/property/table-rows.test.ts. */
import type { Columns } from './column.ts';
import { compileFilter } from './filter/match.ts';
import { parseFilter } from './filter/parse.ts';
import { sortRows } from './sort.ts';
import type { TableView } from './view.ts';

export interface Arrangement<Row> {
  /** Those that pass the filter. */
  readonly rows: readonly Row[];
  /** How many do not. */
  readonly filteredOut: number;
}

export const arrangeRows = <Row>(
  rows: readonly Row[],
  columns: Columns<Row>,
  { filter, sort }: Pick<TableView, 'filter' | 'sort'>,
  isPinned: (row: Row) => boolean,
  now: number,
): Arrangement<Row> => {
  const passes = compileFilter(parseFilter(filter, columns).query, columns, now);
  const passing = filter.trim() === '' ? rows : rows.filter(passes);
  const sorted = sortRows(passing, columns, sort);
  const pinned = sorted.filter(isPinned);
  return {
    rows: pinned.length === 0 ? sorted : [...pinned, ...sorted.filter((row) => !isPinned(row))],
    filteredOut: rows.length - passing.length,
  };
};
