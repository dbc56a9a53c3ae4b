/**
 * Charts of what was measured on one configuration: correlators on a log axis, effective and PCAC masses, the static potential,
 * eigenvalues. Without errors: there is one configuration. Pure; test: test/unit/renderer/screen/configuration/measurement-charts.test.ts.
 */
import type { MeasurementFacts } from '../../../src-main/contract/index.ts';
import type { AxisScale, ChartModel, ChartSeries } from '../../chart/chart-model.ts';
import { measureQuarkText } from '../../text/measure-quark.ts';
import { correlatorTitle } from '../../text/observables.ts';

const text = measureQuarkText.charts;

type Table = NonNullable<MeasurementFacts['table']>;

/** The rows of a column in which it has a number. */
const pointsOf = (table: Table, column: number, label: string): ChartSeries => {
  const rows = table.rows.filter((row) => Number.isFinite(row[column]));
  return {
    id: String(column),
    label,
    kind: 'points',
    x: Float64Array.from(rows, (row) => row[0]!),
    y: Float64Array.from(rows, (row) => row[column]!),
  };
};

/** What falls over orders of magnitude, upright where it is negative. */
const upright = (series: ChartSeries): ChartSeries =>
  2 * series.y.filter((value) => value < 0).length <= series.y.length
    ? series
    : { ...series, label: text.negative(series.label), y: series.y.map((value) => -value) };

const chart = (
  title: string,
  subtitle: string,
  x: string,
  scale: AxisScale,
  series: readonly ChartSeries[],
): ChartModel => ({ title, subtitle, xAxis: { label: x }, yAxis: { label: title, scale }, series });

/** None where a table says it all. */
export const measurementCharts = (
  { observable, table }: MeasurementFacts,
  name: string,
): readonly ChartModel[] => {
  if (table === null || table.rows.length < 2) return [];
  const correlators = (columns: readonly (readonly [column: number, label: string])[]): ChartModel =>
    chart(
      text.correlator,
      name,
      text.time,
      'log',
      columns.map(([column, label]) => upright(pointsOf(table, column, label))),
    );
  const one = (column: number, label: string, x: string, scale: AxisScale = 'linear'): ChartModel =>
    chart(label, name, x, scale, [pointsOf(table, column, label)]);
  switch (observable) {
    case 'pion':
      return [correlators([[1, text.correlator]]), one(2, text.effectiveMass, text.time)];
    case 'mesons':
      return [
        correlators(table.columns.slice(1).map((channel, k) => [k + 1, correlatorTitle(`meson.${channel}`)])),
      ];
    case 'nucleon':
      return [correlators([[1, text.correlator]])];
    case 'pcac':
      return [one(3, text.pcac, text.time)];
    case 'static-potential':
      return [one(1, text.potential, text.distance)];
    case 'eigenvalues':
      return [one(1, text.eigenvalue, text.place, 'log')];
    default:
      return [];
  }
};
