/**
 * Rows in the order a reader asks for, and as tab-separated text for spreadsheets, in full precision.
 * Proved by test/unit/renderer/chart/data-table.test.ts.
 */
import { chartText } from '../../text/chart.ts';
import { withUnit } from '../data/number-text.ts';
import type { ChartView } from '../data/view.ts';
import type { DataRow } from './data-rows.ts';

export type SortKey = 'series' | 'x' | 'y' | 'error' | 'segment';

/** Stable: equal rows stay in the order of the series. What is not a number comes last either way. */
export function sortRows(rows: readonly DataRow[], key: SortKey, down: boolean): readonly DataRow[] {
  if (key === 'series') return down ? [...rows].reverse() : rows;
  const sign = down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [one, other] = [a[key] ?? Number.NaN, b[key] ?? Number.NaN];
    if (Number.isNaN(one) || Number.isNaN(other))
      return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
    return sign * (one - other || 0);
  });
}

export function tsvOf({ model }: ChartView, rows: readonly DataRow[]): string {
  const withError = rows.some(({ error }) => error !== undefined);
  const head = [
    chartText.table.series,
    withUnit(model.xAxis.label, model.xAxis.unit),
    withUnit(model.yAxis.label, model.yAxis.unit),
    ...(withError ? [chartText.table.error] : []),
  ];
  const lines = rows.map(({ series, x, y, error }) => [
    series.label,
    String(x),
    String(y),
    ...(withError ? [error === undefined ? '' : String(error)] : []),
  ]);
  return `${[head, ...lines].map((cells) => cells.map((text) => text.replace(/[\t\r\n]+/g, ' ')).join('\t')).join('\n')}\n`;
}
