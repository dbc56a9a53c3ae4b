/**
 * Sorting by several columns: stable, text in natural order ("run 9" before "run 10"), averages by value, missing values (and NaN) last
 * in both directions. Tests: test/unit/renderer/table/sort.test.ts, test/property/table-rows.test.ts.
 */
import { type CellValue, type Columns, findColumn } from './column.ts';

export interface SortKey {
  readonly column: string;
  readonly descending: boolean;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const isMissing = (value: CellValue): boolean => value === null || Number.isNaN(value);

/** Negative when a comes first. Numbers come before text where a column holds both. */
export const compareValues = (a: CellValue, b: CellValue, descending: boolean): number => {
  const missing = Number(isMissing(a)) - Number(isMissing(b));
  if (missing !== 0 || isMissing(a)) return missing;
  const order =
    typeof a === 'number' && typeof b === 'number' ? Number(a > b) - Number(a < b) : textOrder(a, b);
  return descending ? -order : order;
};

const textOrder = (a: CellValue, b: CellValue): number => {
  const kinds = Number(typeof a === 'string') - Number(typeof b === 'string');
  return kinds === 0 ? collator.compare(String(a), String(b)) : kinds;
};

/** A new array; keys that name no column are passed over. */
export const sortRows = <Row>(
  rows: readonly Row[],
  columns: Columns<Row>,
  keys: readonly SortKey[],
): readonly Row[] => {
  const used = keys.flatMap(({ column, descending }) => {
    const found = findColumn(columns, column);
    return found === undefined ? [] : [{ value: found.value, descending }];
  });
  if (used.length === 0) return rows;
  const decorated = rows.map((row) => ({ row, values: used.map(({ value }) => value(row)) }));
  decorated.sort((a, b) => {
    for (let k = 0; k < used.length; k++) {
      const order = compareValues(a.values[k]!, b.values[k]!, used[k]!.descending);
      if (order !== 0) return order;
    }
    return 0;
  });
  return decorated.map(({ row }) => row);
};

/** A click on a header: ascending, descending, then off. `add` keeps the other columns' keys. */
export const toggleSort = (keys: readonly SortKey[], column: string, add: 'alone' | 'add'): SortKey[] => {
  const present = keys.find((key) => key.column === column);
  const next: SortKey[] =
    present === undefined
      ? [{ column, descending: false }]
      : present.descending
        ? []
        : [{ column, descending: true }];
  if (add === 'alone') return next;
  if (present === undefined) return [...keys, ...next];
  return keys.flatMap((key) => (key.column === column ? next : [key]));
};
