/**
 * Comma-separated values after RFC 4180, with the notes as lines that begin with `#`. An average takes two columns, `name` and `name.error`.
 * Text that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises against formulas in foreign names.
 */
import type { CellValue } from '../column.ts';
import { plainValue, type TableData } from './table-data.ts';

export const toCsv = (data: TableData): string =>
  [
    ...data.notes.map((note) => `# ${note.replace(/\s+/g, ' ')}`),
    ...separated(data, ',', (value) => csvField(value)),
  ]
    .map((line) => `${line}\r\n`)
    .join('');

/** For the clipboard: what spreadsheets take apart into cells. */
export const toTsv = (data: TableData): string =>
  separated(data, '\t', (value) => guarded(String(value ?? '')).replace(/[\t\r\n]+/g, ' ')).join('\n');

const separated = (data: TableData, separator: string, field: (value: CellValue) => string): string[] => {
  const head = data.columns.flatMap(({ id, hasError }) => (hasError ? [id, `${id}.error`] : [id]));
  const body = data.rows.map((cells) =>
    cells.flatMap((cell, k) => {
      const column = data.columns[k]!;
      const value = plainValue(column, cell);
      return column.hasError ? [value, cell.error] : [value];
    }),
  );
  return [head, ...body].map((line) => line.map(field).join(separator));
};

const guarded = (text: string): string =>
  /^[=@+\t\r-]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;

const csvField = (value: CellValue): string => {
  const text = typeof value === 'string' ? guarded(value) : String(value ?? '');
  return /[",\r\n]/.test(text) || text.startsWith('#') ? `"${text.replace(/"/g, '""')}"` : text;
};
