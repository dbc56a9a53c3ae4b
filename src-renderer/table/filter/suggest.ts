/**
 * What may stand at the cursor of a filter: names of columns, then values that occur, with how many rows have them.
 * Test: test/unit/renderer/table/filter/suggest.test.ts.
 */
import type { Column, Columns } from '../column.ts';
import { compareValues } from '../sort.ts';
import { formatTerm } from './format-query.ts';
import { tokens } from './tokens.ts';

export interface Suggestion {
  /** Takes the place of the text between `from` and `to`. */
  readonly insert: string;
  readonly label: string;
  /** Title of a column; null for values. */
  readonly title: string | null;
  /** Rows with this value; null for columns. */
  readonly count: number | null;
}

export interface Suggestions {
  readonly from: number;
  readonly to: number;
  readonly options: readonly Suggestion[];
}

const most = 12;

export const suggest = <Row>(
  text: string,
  cursor: number,
  columns: Columns<Row>,
  rows: readonly Row[],
): Suggestions => {
  const token = tokens(text).find(({ from, to }) => from < cursor && cursor <= to);
  if (token === undefined) return { from: cursor, to: cursor, options: columnOptions('', columns) };
  const column = token.key === null ? undefined : columns.find(({ id }) => id === token.key);
  if (column === undefined) {
    const from = token.from + Number(token.negated);
    return { from, to: token.to, options: columnOptions(text.slice(from, cursor), columns) };
  }
  const typed = text.slice(token.valueFrom, cursor).replace(/^"/, '');
  return { from: token.valueFrom, to: token.to, options: valueOptions(typed, column, rows) };
};

const columnOptions = <Row>(typed: string, columns: Columns<Row>): readonly Suggestion[] => {
  const part = typed.toLowerCase();
  const rank = (column: Column<Row>): number => {
    const id = column.id.toLowerCase();
    if (id.startsWith(part)) return id.includes('.') ? 1 : 0;
    return id.includes(part) || column.title.toLowerCase().includes(part) ? 2 : 3;
  };
  return columns
    .map((column) => ({ column, rank: rank(column) }))
    .filter((entry) => entry.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ column: { id, kind, title } }) => {
      const insert = `${id}${kind === 'text' ? ':' : '>'}`;
      return { insert, label: insert, title, count: null };
    });
};

const valueOptions = <Row>(
  typed: string,
  column: Column<Row>,
  rows: readonly Row[],
): readonly Suggestion[] => {
  const counts = new Map<string | number, number>((column.choices ?? []).map((choice) => [choice, 0]));
  for (const row of rows) {
    const value = column.value(row);
    if (value !== null && value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  // averages and times hardly ever occur twice: a list of them helps nobody
  if (column.kind === 'time' || (column.kind === 'number' && counts.size > most)) return [];
  const part = typed.toLowerCase();
  return [...counts]
    .filter(([value]) => String(value).toLowerCase().includes(part))
    .sort(([a], [b]) => compareValues(a, b, false))
    .slice(0, most)
    .map(([value, count]) => ({ insert: asValue(String(value)), label: String(value), title: null, count }));
};

/** Quoted where the filter needs it. */
const asValue = (text: string): string =>
  formatTerm({ kind: 'contains', key: '', text, negated: false }).slice(1);
