/** The table of averages of a comparison as data for export: one row per observable, per run the average and its distance. */
import type { Column } from '../../table/column.ts';
import { formatSigma } from '../../table/difference.ts';
import { type TableData, tableData } from '../../table/export/index.ts';
import { compareText } from '../../text/compare.ts';
import { observableTitle } from '../../text/observables.ts';
import type { ResultRow } from './compare-rows.ts';
import type { ComparedRun } from './compared-run.ts';

const common = { meaning: '', set: '', width: 0, shown: true } as const;

const columnsOf = ({ run, name, place }: ComparedRun, isReference: boolean): Column<ResultRow>[] => {
  const cell = (row: ResultRow) => row.cells[place];
  const average: Column<ResultRow> = {
    ...common,
    id: run,
    title: name,
    kind: 'number',
    value: (row) => cell(row)?.estimate?.value ?? null,
    error: (row) => cell(row)?.estimate?.error ?? null,
    text: (row) => cell(row)?.estimate?.formatted ?? '',
  };
  const sigma: Column<ResultRow> = {
    ...common,
    id: `${run}.sigma`,
    title: `${name}, σ`,
    kind: 'number',
    value: (row) => cell(row)?.difference?.sigma ?? null,
    text: (row) => {
      const difference = cell(row)?.difference;
      return difference ? formatSigma(difference).replace(' σ', '') : '';
    },
  };
  return isReference ? [average] : [average, sigma];
};

export const comparisonData = (
  rows: readonly ResultRow[],
  compared: readonly ComparedRun[],
  reference: string,
): TableData => {
  const observable: Column<ResultRow> = {
    ...common,
    id: 'observable',
    title: compareText.observable,
    kind: 'text',
    value: ({ name }) => name,
    text: ({ name }) => observableTitle(name),
  };
  const name = compared.find(({ run }) => run === reference)?.name ?? reference;
  const columns = [observable, ...compared.flatMap((one) => columnsOf(one, one.run === reference))];
  return tableData(rows, columns, [compareText.exportNote(name)]);
};
