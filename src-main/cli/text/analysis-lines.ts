/** The methods compared, and histograms, for people. */
import type { Histogram } from '../../../src-engine/statistics/index.ts';
import type { ObservableAnalysis } from '../../analysis/observable-analysis.ts';
import { hasEstimate } from '../../analysis/summary.ts';
import type { Style } from '../style.ts';
import { tableLines } from '../table.ts';

const columns = [
  { title: 'observable' },
  { title: 'Gamma method', align: 'right' },
  { title: 'jackknife', align: 'right' },
  { title: 'bootstrap', align: 'right' },
  { title: 'block', align: 'right' },
] as const;

const row = (analysis: ObservableAnalysis): readonly (readonly string[])[] => {
  const { comparison } = analysis;
  if (!hasEstimate(analysis) || comparison === undefined) return [];
  const { jackknife, bootstrap } = comparison;
  return [
    [
      analysis.name,
      analysis.formatted,
      jackknife.formatted,
      bootstrap.formatted,
      String(jackknife.blockLength),
    ],
  ];
};

const barWidth = 40;

export const histogramLines = ({ edges, counts }: Histogram): readonly string[] => {
  const most = Math.max(1, ...counts);
  return [...counts].map((count, k) => {
    const bar = '#'.repeat(Math.round((barWidth * count) / most));
    return `  ${edges[k]!.toPrecision(6).padStart(12)}  ${String(count).padStart(8)}  ${bar}`.trimEnd();
  });
};

export const analysisLines = (analyses: readonly ObservableAnalysis[], style: Style): readonly string[] => {
  const rows = analyses.flatMap(row);
  const [header, ...lines] = tableLines(columns, rows);
  return [
    ...(rows.length === 0 ? [] : [style.strong(header!), ...lines]),
    ...analyses.flatMap(({ name, histogram }) =>
      histogram === undefined
        ? []
        : ['', style.strong(`${name}: samples from each value up`), ...histogramLines(histogram)],
    ),
  ];
};
