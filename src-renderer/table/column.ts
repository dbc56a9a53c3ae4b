/**
 * What a column of a table is. Values are plain: text, numbers (with an error where there is one), times in ms since 1970, or null for
 * "there is none". `id` is also its name in the filter language, so it has no blanks.
 */
export type CellValue = string | number | null;

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** Of the column's meaning, for a tooltip and for exports. */
  readonly meaning: string;
  readonly kind: 'text' | 'number' | 'time';
  readonly unit?: string;
  /** Numbers stand at the end of their cell unless this says otherwise. */
  readonly align?: 'start';
  /** Columns of one set are switched on and off together. */
  readonly set: string;
  /** In px, before a user has changed it. */
  readonly width: number;
  /** Shown before a user has chosen columns. */
  readonly shown: boolean;
  readonly value: (row: Row) => CellValue;
  /** Of numbers that are averages. */
  readonly error?: (row: Row) => number | null;
  /** As it is shown; empty for missing values. */
  readonly text: (row: Row) => string;
  /** All values that can occur, for suggestions; where missing, those of the rows are suggested. */
  readonly choices?: readonly string[];
}

export type Columns<Row> = readonly Column<Row>[];

export const findColumn = <Row>(columns: Columns<Row>, id: string): Column<Row> | undefined =>
  columns.find((column) => column.id === id);
