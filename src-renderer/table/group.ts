/**
 * Rows in groups of equal text of one column. Rows keep their order; groups are in natural order, those without a value last.
 * What is drawn is a flat list of lines, headings and rows. Tests: test/unit/renderer/table/group.test.ts, test/property/table-rows.test.ts.
 */
import type { Column } from './column.ts';
import { compareValues } from './sort.ts';

export interface Group<Row> {
  /** Text of the column; null for rows without one. */
  readonly key: string | null;
  readonly rows: readonly Row[];
}

export const groupRows = <Row>(rows: readonly Row[], column: Column<Row>): readonly Group<Row>[] => {
  const groups = new Map<string | null, Row[]>();
  for (const row of rows) {
    const text = column.text(row);
    const key = text === '' ? null : text;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups]
    .map(([key, members]) => ({ key, rows: members, value: key === null ? null : column.value(members[0]!) }))
    .sort((a, b) => compareValues(a.value, b.value, false));
};

export type Line<Row> =
  | {
      readonly kind: 'heading';
      readonly id: string;
      readonly key: string | null;
      readonly count: number;
      readonly open: boolean;
    }
  | { readonly kind: 'row'; readonly id: string; readonly row: Row };

/** Ids of headings begin with a character that ids of runs cannot begin with. */
export const headingId = (key: string | null): string => `#${key ?? ''}`;

export const linesOf = <Row extends object>(
  groups: readonly Group<Row>[],
  closed: ReadonlySet<string>,
  idOf: (row: Row) => string,
): readonly Line<Row>[] =>
  groups.flatMap(({ key, rows }): Line<Row>[] => {
    const id = headingId(key);
    const open = !closed.has(id);
    return [{ kind: 'heading', id, key, count: rows.length, open }, ...(open ? rowLines(rows, idOf) : [])];
  });

const known = new WeakMap<object, Line<never>>();

/** The same line for the same row, so that what did not change is not drawn again. */
const lineOf = <Row extends object>(row: Row, idOf: (row: Row) => string): Line<Row> => {
  const before = known.get(row) as Line<Row> | undefined;
  if (before !== undefined) return before;
  const line: Line<Row> = { kind: 'row', id: idOf(row), row };
  known.set(row, line as Line<never>);
  return line;
};

export const rowLines = <Row extends object>(rows: readonly Row[], idOf: (row: Row) => string): Line<Row>[] =>
  rows.map((row) => lineOf(row, idOf));
