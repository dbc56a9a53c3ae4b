export { toCsv, toTsv } from './csv.ts';
export { toJson } from './json.ts';
export { escapeLatex, toLatex } from './latex.ts';
export { type DataCell, type DataColumn, type TableData, tableData } from './table-data.ts';

/** What a user can choose from. */
export const exportFormats = [
  { id: 'csv', mime: 'text/csv', extension: 'csv' },
  { id: 'json', mime: 'application/json', extension: 'json' },
  { id: 'latex', mime: 'application/x-latex', extension: 'tex' },
] as const;
export type ExportFormat = (typeof exportFormats)[number]['id'];
