/**
 * A LaTeX table with the rules of the package booktabs; averages as `$0.59368(3)$`, powers of ten spelled out, texts escaped.
 * The notes stand above as comments.
 */
import type { DataCell, DataColumn, TableData } from './table-data.ts';

export const toLatex = ({ notes, columns, rows }: TableData): string =>
  [
    ...notes.map((note) => `% ${note.replace(/\s+/g, ' ')}`),
    '% Needs \\usepackage{booktabs}.',
    `\\begin{tabular}{${columns.map(({ kind }) => (kind === 'text' ? 'l' : 'r')).join('')}}`,
    '\\toprule',
    line(columns.map((column) => escapeLatex(withUnit(column)))),
    '\\midrule',
    ...rows.map((cells) => line(cells.map((cell, k) => latexCell(cell, columns[k]!)))),
    '\\bottomrule',
    '\\end{tabular}',
    '',
  ].join('\n');

const line = (cells: readonly string[]): string => `${cells.join(' & ')} \\\\`;

const withUnit = ({ title, unit }: DataColumn): string => (unit === null ? title : `${title} [${unit}]`);

/** `1.234(5)e-9`, `0.59368(3)`, `-4`, `12`. */
const number = /^(-?)([\d.]+(?:\([\d.]+\))?)(?:e([+-]?\d+))?$/;

const latexCell = ({ text }: DataCell, { kind }: DataColumn): string => {
  const match = kind === 'number' ? number.exec(text) : null;
  if (match === null) return escapeLatex(text);
  const [, sign, mantissa, exponent] = match;
  return `$${sign}${mantissa}${exponent === undefined ? '' : ` \\times 10^{${Number(exponent)}}`}$`;
};

const special: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '±': '$\\pm$',
  τ: '$\\tau$',
};

export const escapeLatex = (text: string): string =>
  text.replace(/[\\~^<>±τ]|[&%$#_{}]/g, (character) => special[character] ?? `\\${character}`);
