/**
 * How a table is looked at: filter, order, grouping and columns. Kept in saved views, so it is read back from JSON of any age.
 * Test: test/unit/renderer/table/view.test.ts.
 */
import type { Columns } from './column.ts';
import type { SortKey } from './sort.ts';

export interface TableView {
  readonly filter: string;
  readonly sort: readonly SortKey[];
  readonly groupBy: string | null;
  /** Ids in the order they are shown; null: those that are shown before a user has chosen. */
  readonly columns: readonly string[] | null;
  /** In px, of columns whose width a user has changed. */
  readonly widths: Readonly<Record<string, number>>;
}

export const plainView: TableView = { filter: '', sort: [], groupBy: null, columns: null, widths: {} };

export const leastWidth = 48;
const greatestWidth = 900;

export const clampWidth = (width: number): number =>
  Math.round(Math.min(greatestWidth, Math.max(leastWidth, width)));

/** The shown ones of all columns, in order. Ids without a column are passed over: their observable may come back. */
export const shownColumns = <Row>(columns: Columns<Row>, { columns: ids }: TableView): Columns<Row> => {
  if (ids === null) return columns.filter(({ shown }) => shown);
  const byId = new Map(columns.map((column) => [column.id, column]));
  return ids.flatMap((id) => byId.get(id) ?? []);
};

/** A column that is switched on comes behind the last one of its set, or at the end. */
export const toggleColumn = <Row>(view: TableView, columns: Columns<Row>, id: string): TableView => {
  const shown = shownColumns(columns, view);
  const ids = shown.map((column) => column.id);
  if (ids.includes(id)) return { ...view, columns: ids.filter((other) => other !== id) };
  const set = columns.find((column) => column.id === id)?.set;
  const last = shown.findLastIndex((column) => column.set === set);
  return { ...view, columns: ids.toSpliced(last < 0 ? ids.length : last + 1, 0, id) };
};

/** Moves a shown column by so many places, as far as there are any. */
export const moveColumn = <Row>(
  view: TableView,
  columns: Columns<Row>,
  id: string,
  by: number,
): TableView => {
  const ids = shownColumns(columns, view).map((column) => column.id);
  const from = ids.indexOf(id);
  if (from < 0) return view;
  const to = Math.min(ids.length - 1, Math.max(0, from + by));
  return { ...view, columns: ids.toSpliced(from, 1).toSpliced(to, 0, id) };
};

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const strings = (value: unknown): readonly string[] | null =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : null;

/** What is not understood is left at its plain value. */
export const readView = (raw: unknown): TableView => {
  if (!isTable(raw)) return plainView;
  const sort = Array.isArray(raw.sort) ? raw.sort.filter(isTable) : [];
  const widths = isTable(raw.widths) ? Object.entries(raw.widths) : [];
  return {
    filter: typeof raw.filter === 'string' ? raw.filter : '',
    sort: sort.flatMap(({ column, descending }) =>
      typeof column === 'string' ? [{ column, descending: descending === true }] : [],
    ),
    groupBy: typeof raw.groupBy === 'string' ? raw.groupBy : null,
    columns: strings(raw.columns),
    widths: Object.fromEntries(
      widths.flatMap(([id, width]): [string, number][] =>
        typeof width === 'number' && Number.isFinite(width) ? [[id, clampWidth(width)]] : [],
      ),
    ),
  };
};
