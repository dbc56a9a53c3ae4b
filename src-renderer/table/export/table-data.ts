/** The cells of a table apart from rows and columns: what every format writes. */
import type { CellValue, Columns } from '../column.ts';

export interface TableData {
  /** Whole sentences: what the table is, which cut and which error. */
  readonly notes: readonly string[];
  readonly columns: readonly DataColumn[];
  readonly rows: readonly (readonly DataCell[])[];
}

export interface DataColumn {
  readonly id: string;
  readonly title: string;
  readonly kind: 'text' | 'number' | 'time';
  readonly unit: string | null;
  /** Some cell has an error. */
  readonly hasError: boolean;
}

export interface DataCell {
  readonly value: CellValue;
  readonly error: number | null;
  readonly text: string;
}

export const tableData = <Row>(
  rows: readonly Row[],
  columns: Columns<Row>,
  notes: readonly string[],
): TableData => ({
  notes,
  columns: columns.map(({ id, title, kind, unit, error }) => ({
    id,
    title,
    kind,
    unit: unit ?? null,
    hasError: error !== undefined,
  })),
  rows: rows.map((row) =>
    columns.map(({ value, error, text }) => ({
      value: value(row),
      error: error?.(row) ?? null,
      text: text(row),
    })),
  ),
});

/** Times as ISO 8601, numbers with all their digits, missing ones as null. */
export const plainValue = ({ kind }: DataColumn, { value }: DataCell): CellValue => {
  if (typeof value !== 'number') return value;
  if (!Number.isFinite(value)) return null;
  return kind === 'time' ? new Date(value).toISOString() : value;
};
