/** Charts over the updates of a run. Pure; test: test/unit/renderer/screen/run/history-models.test.ts. */
import type { Analysis, EstimateFacts, RunDetail } from '../../../src-main/contract/index.ts';
import type { ChartMark, ChartModel, ChartSeries } from '../../chart/chart-model.ts';
import { observableTitle } from '../../text/observables.ts';
import { runText as text } from '../../text/run.ts';
import type { LiveRows } from './live-series.svelte.ts';

type Story = Pick<RunDetail, 'segments' | 'alarmList'>;

const updates = { label: text.update };

/** Where the run was resumed, and its alarms. */
export const eventMarks = ({ segments, alarmList }: Story): readonly ChartMark[] => [
  ...segments
    .filter(({ fromUpdate }) => fromUpdate > 0)
    .map(
      ({ segment, fromUpdate }) =>
        ({ kind: 'resume', at: fromUpdate, label: text.resumed(segment) }) as const,
    ),
  ...alarmList.map(({ update, message }) => ({ kind: 'alarm', at: update, label: message }) as const),
];

const levels = (estimate: EstimateFacts | undefined): readonly ChartMark[] => {
  if (estimate === undefined) return [];
  const { value, error, reference } = estimate;
  return [
    ...(value === null || error === null ? [] : [{ kind: 'level', value, error, label: text.mean } as const]),
    ...(reference === null
      ? []
      : [
          {
            kind: 'accepted',
            value: reference.value,
            error: reference.error,
            label: text.acceptedLine,
            source: reference.source,
          } as const,
        ]),
  ];
};

const seriesOf = (run: string, name: string, rows: LiveRows, estimate?: EstimateFacts): ChartSeries => ({
  id: name,
  label: observableTitle(name),
  kind: 'line',
  x: rows.update,
  y: rows.value,
  segment: rows.segment,
  runId: run,
  total: rows.total,
  ...(estimate === undefined || estimate.value === null || estimate.error === null
    ? {}
    : { estimate: { value: estimate.value, error: estimate.error } }),
});

export interface HistoryChart {
  readonly run: string;
  readonly runName: string;
  readonly name: string;
  readonly rows: LiveRows;
  readonly story: Story;
  readonly cut: number;
  readonly estimate?: EstimateFacts | undefined;
}

export const historyModel = (chart: HistoryChart): ChartModel => ({
  title: observableTitle(chart.name),
  subtitle: chart.runName,
  xAxis: updates,
  yAxis: { label: observableTitle(chart.name), ...(chart.name.startsWith('seconds') ? { unit: 's' } : {}) },
  series: [seriesOf(chart.run, chart.name, chart.rows, chart.estimate)],
  cut: chart.cut,
  marks: [...eventMarks(chart.story), ...levels(chart.estimate)],
});

export const runningModel = (
  name: string,
  runName: string,
  running: NonNullable<Analysis['running']>,
  estimate: EstimateFacts,
): ChartModel => ({
  title: text.runningMean,
  subtitle: `${observableTitle(name)}, ${runName}`,
  xAxis: updates,
  yAxis: { label: observableTitle(name) },
  series: [
    {
      id: 'running',
      label: text.running,
      kind: 'band',
      x: running.update,
      y: running.mean,
      error: running.error,
    },
  ],
  marks: levels(estimate).filter(({ kind }) => kind === 'accepted'),
});
