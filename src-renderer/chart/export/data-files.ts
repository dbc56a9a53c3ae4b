/**
 * A chart's data as CSV and JSON, with what is needed to use them: title, units, run ids, range, cut, counts of
 * points, the formula of a smoothing. CSV has these in lines that begin with #. Numbers in full precision; what is
 * not finite is nan, inf, -inf (in JSON as strings).
 * Proved by test/unit/renderer/chart/data-files.test.ts.
 */
import { smoothingFormula } from '../../../src-engine/api/series/smooth.ts';
import { withUnit } from '../data/number-text.ts';
import type { ChartView } from '../data/view.ts';
import { type DataRow, rowsOf } from './data-rows.ts';

export function csvOf(view: ChartView): string {
  const rows = rowsOf(view, 'all');
  const { x, y, series, ...rest } = headerOf(view, rows.length);
  const comments = [
    ...Object.entries(rest).filter(([, value]) => value !== null),
    ['x', withUnit(x.label, x.unit ?? undefined)],
    ['y', withUnit(y.label, y.unit ?? undefined)],
    ['runs', [...new Set(series.flatMap(({ run }) => (run === null ? [] : [run])))]],
  ].map(([key, value]) => `# ${key}: ${typeof value === 'string' ? oneLine(value) : JSON.stringify(value)}`);
  const columns = columnsOf(rows);
  const lines = rows.map((row) => columns.map(({ read }) => cell(read(row))).join(','));
  return `${[...comments, columns.map(({ name }) => name).join(','), ...lines].join('\n')}\n`;
}

export function jsonOf(view: ChartView): string {
  const rows = rowsOf(view, 'all');
  const { series, ...rest } = headerOf(view, rows.length);
  const columns = columnsOf(rows).filter(({ name }) => name !== 'series' && name !== 'run');
  const data = series.map((facts) => {
    const own = rows.filter((row) => row.series.id === facts.id);
    const arrays = columns.map(({ name, read }) => [name, own.map((row) => plain(read(row)))]);
    return { ...facts, ...Object.fromEntries(arrays) };
  });
  return `${JSON.stringify({ format: 'plaquette-chart', version: 1, ...rest, series: data }, null, 1)}\n`;
}

function headerOf(view: ChartView, rows: number) {
  const { model, counts, weight } = view;
  const { xAxis, yAxis } = model;
  const smooths = weight > 0 && view.series.some(({ smooth }) => smooth !== null);
  return {
    title: model.title,
    subtitle: model.subtitle ?? null,
    x: { label: xAxis.label, unit: xAxis.unit ?? null },
    y: { label: yAxis.label, unit: yAxis.unit ?? null },
    range: [view.x.from, view.x.to],
    cut: model.cut ?? null,
    points: { ...counts, rows },
    smoothing: smooths ? { weight, formula: smoothingFormula(weight) } : null,
    marks: (model.marks ?? []).length > 0 ? (model.marks ?? []) : null,
    series: view.series.map(({ series }) => ({
      id: series.id,
      label: series.label,
      run: series.runId ?? null,
      unit: series.unit ?? yAxis.unit ?? null,
      estimate: series.estimate ?? null,
      rowsOnDisk: series.total ?? series.x.length,
    })),
  };
}

interface Column {
  readonly name: string;
  readonly read: (row: DataRow) => string | number | undefined;
}

/** Columns that no row fills are left out. */
function columnsOf(rows: readonly DataRow[]): readonly Column[] {
  const all: readonly Column[] = [
    { name: 'series', read: ({ series }) => series.label },
    { name: 'run', read: ({ series }) => series.runId },
    { name: 'segment', read: ({ segment }) => segment },
    { name: 'x', read: ({ x }) => x },
    { name: 'y', read: ({ y }) => y },
    { name: 'error', read: ({ error }) => error },
    { name: 'smoothed', read: ({ smoothed }) => smoothed },
  ];
  const always = ['series', 'x', 'y'];
  return all.filter(({ name, read }) => always.includes(name) || rows.some((row) => read(row) !== undefined));
}

function plain(value: string | number | undefined): string | number | null {
  if (value === undefined) return null;
  if (typeof value === 'string' || Number.isFinite(value)) return value;
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
}

function cell(value: string | number | undefined): string {
  const text = String(plain(value) ?? '');
  if (typeof value !== 'string') return text;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
