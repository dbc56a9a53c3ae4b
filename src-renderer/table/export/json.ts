/** JSON: notes, columns with their units, and one object per row; averages are `{ value, error, text }`. */
import { plainValue, type TableData } from './table-data.ts';

export const toJson = ({ notes, columns, rows }: TableData): string =>
  `${JSON.stringify(
    {
      notes,
      columns: columns.map(({ id, title, kind, unit }) => ({ id, title, kind, unit })),
      rows: rows.map((cells) =>
        Object.fromEntries(
          cells.map((cell, k) => {
            const column = columns[k]!;
            const value = plainValue(column, cell);
            return [column.id, column.hasError ? { value, error: cell.error, text: cell.text } : value];
          }),
        ),
      ),
    },
    null,
    2,
  )}\n`;
