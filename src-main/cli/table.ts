/**
 * Aligned columns in plain text. Columns of numbers are aligned to the right, all others to the left.
 * Widths count code points, which is exact for everything Plaquette prints itself. Test: test/unit/main/cli/table.test.ts.
 */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

const widthOf = (text: string): number => [...text].length;

const padded = (text: string, width: number, align: 'left' | 'right'): string => {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? blanks + text : text + blanks;
};

const gap = '  ';

/** The header line, then one line per row; cells are one line each. */
export const tableLines = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): readonly string[] => {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => row.map(oneLine))];
  const widths = columns.map((_, k) => Math.max(...cells.map((row) => widthOf(row[k] ?? ''))));
  return cells.map((row) =>
    columns
      .map(({ align = 'left' }, k) => padded(row[k] ?? '', widths[k]!, align))
      .join(gap)
      .trimEnd(),
  );
};

/** Name and value pairs, the values in one column. */
export const factLines = (
  facts: readonly (readonly [name: string, value: string])[],
  indent = '',
): readonly string[] => {
  const width = Math.max(0, ...facts.map(([name]) => widthOf(name)));
  return facts.map(([name, value]) =>
    `${indent}${padded(name, width, 'left')}${gap}${oneLine(value)}`.trimEnd(),
  );
};

const longest = 200;

/** Foreign text as one line of bounded length. */
export const oneLine = (text: string): string => {
  const line = text.replace(/\s*[\r\n]+\s*/g, ' ');
  return widthOf(line) <= longest ? line : `${[...line].slice(0, longest - 3).join('')}...`;
};
