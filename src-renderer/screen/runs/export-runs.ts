/** The table as it is shown, as a file or on the clipboard. */
import type { RunRow } from '../../../src-main/contract/index.ts';
import { call } from '../../state/connection.svelte.ts';
import { notify, orReport } from '../../state/notices.svelte.ts';
import { workspace } from '../../state/workspace.svelte.ts';
import type { Columns } from '../../table/column.ts';
import {
  type ExportFormat,
  exportFormats,
  type TableData,
  tableData,
  toCsv,
  toJson,
  toLatex,
  toTsv,
} from '../../table/export/index.ts';
import { runsText } from '../../text/runs.ts';

const writers: Readonly<Record<ExportFormat, (data: TableData) => string>> = {
  csv: toCsv,
  json: toJson,
  latex: toLatex,
};

export const runsData = (rows: readonly RunRow[], columns: Columns<RunRow>): TableData =>
  tableData(rows, columns, [runsText.exportTitle(workspace.facts?.name ?? ''), runsText.exportNote]);

/** Asks where. */
export const saveTable = async (data: TableData, name: string, format: ExportFormat): Promise<void> => {
  const { mime, extension } = exportFormats.find(({ id }) => id === format)!;
  const saved = await orReport(
    call('host.saveExport', {
      suggestedName: `${name}.${extension}`,
      mime,
      bytes: new TextEncoder().encode(writers[format](data)),
    }),
  );
  if (saved) notify(runsText.exported(saved.name), { kind: 'good' });
};

export const copyTable = async (data: TableData, format: 'tsv' | 'latex'): Promise<void> => {
  const done = await orReport(
    call('host.copyText', { text: format === 'tsv' ? toTsv(data) : toLatex(data) }),
  );
  if (done !== undefined) notify(runsText.copied, { kind: 'good' });
};
