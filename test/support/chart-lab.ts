/** Models and views of charts for tests. */
import type { ChartModel, ChartSeries } from '../../src-renderer/chart/chart-model.ts';
import { type ChartView, type ViewOptions, viewOf } from '../../src-renderer/chart/data/view.ts';

export const series = (y: readonly number[], more: Partial<Omit<ChartSeries, 'y'>> = {}): ChartSeries => ({
  id: more.label ?? 'a',
  label: 'a',
  kind: 'line',
  x: Float64Array.from(y, (_, i) => i),
  y: Float64Array.from(y),
  ...more,
});

export const model = (shown: readonly ChartSeries[], more: Partial<ChartModel> = {}): ChartModel => ({
  title: 'Plaquette',
  xAxis: { label: 'Update' },
  yAxis: { label: 'Plaquette' },
  series: shown,
  ...more,
});

export const options = (more: Partial<ViewOptions> = {}): ViewOptions => ({
  hidden: new Set(),
  weight: 0,
  xScale: 'linear',
  yScale: 'linear',
  xRange: null,
  yRange: null,
  columns: 400,
  live: false,
  ...more,
});

export const view = (shown: readonly ChartSeries[], more: Partial<ViewOptions> = {}): ChartView =>
  viewOf(model(shown), options(more));
