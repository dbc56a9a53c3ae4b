/**
 * One series of several runs as a chart. A run keeps its colour and dash by its place among the compared ones. What comes before a run's
 * thermalisation cut is left out unless it is asked for. Test: test/unit/renderer/screen/compare/overlay-model.test.ts.
 */
import type { EstimateFacts, SeriesData } from '../../../src-main/contract/index.ts';
import type { ChartModel, ChartSeries } from '../../chart/chart-model.ts';
import { compareText } from '../../text/compare.ts';
import { observableTitle } from '../../text/observables.ts';

export interface OverlayRun {
  readonly run: string;
  readonly name: string;
  /** Place among the compared runs. */
  readonly place: number;
  readonly data: SeriesData;
  readonly cut: number;
  readonly estimate: EstimateFacts | undefined;
}

/** Rows from the first one at or after `from`. */
export const rowsFrom = ({ update, value, segment }: SeriesData, from: number) => {
  let low = 0;
  let high = update.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (update[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return { x: update.subarray(low), y: value.subarray(low), segment: segment.subarray(low) };
};

const seriesOf = ({ run, name, place, data, cut, estimate }: OverlayRun, whole: boolean): ChartSeries => {
  const formatted = estimate?.formatted ?? '';
  return {
    id: run,
    runId: run,
    label: formatted === '' ? name : `${name}: ${formatted}`,
    kind: 'line',
    colour: place,
    total: data.total,
    ...rowsFrom(data, whole ? 0 : cut),
    ...(estimate?.value == null || estimate.error === null
      ? {}
      : { estimate: { value: estimate.value, error: estimate.error } }),
  };
};

export const overlayModel = (
  observable: string,
  runs: readonly OverlayRun[],
  whole: boolean,
): ChartModel => ({
  title: observableTitle(observable),
  subtitle: compareText.runsCompared(runs.length),
  xAxis: { label: compareText.update },
  yAxis: { label: observableTitle(observable) },
  series: runs.map((run) => seriesOf(run, whole)),
});
