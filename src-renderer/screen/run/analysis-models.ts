/** Charts of the Gamma-method analysis. Pure; test: test/unit/renderer/screen/run/analysis-models.test.ts. */
import type { Analysis } from '../../../src-main/contract/index.ts';
import type { ChartModel } from '../../chart/chart-model.ts';
import { observableTitle } from '../../text/observables.ts';
import { runText as text } from '../../text/run.ts';

const lags = (count: number): Float64Array => Float64Array.from({ length: count }, (_, lag) => lag);
const lagAxis = { label: text.lag, unit: text.lagUnit };

/** Bins by their middles. */
export const histogramModel = (
  name: string,
  subtitle: string,
  { edges, counts }: NonNullable<Analysis['histogram']>,
): ChartModel => ({
  title: text.histogram,
  subtitle,
  xAxis: { label: observableTitle(name) },
  yAxis: { label: text.counts },
  series: [
    {
      id: 'histogram',
      label: observableTitle(name),
      kind: 'bars',
      x: counts.map((_, k) => (edges[k]! + edges[k + 1]!) / 2),
      y: counts,
    },
  ],
});

export const autocorrelationModel = (
  subtitle: string,
  { rho, rhoError, window }: NonNullable<Analysis['autocorrelation']>,
): ChartModel => ({
  title: text.autocorrelation,
  subtitle,
  xAxis: lagAxis,
  yAxis: { label: text.rho },
  series: [{ id: 'rho', label: text.rho, kind: 'points', x: lags(rho.length), y: rho, error: rhoError }],
  marks: [
    { kind: 'level', value: 0, label: text.zero },
    { kind: 'window', at: window, label: text.window(String(window)) },
  ],
});

export const tauIntModel = (
  subtitle: string,
  { tauInt, window }: NonNullable<Analysis['autocorrelation']>,
  estimate: Analysis['estimate'],
): ChartModel => ({
  title: text.tauIntChart,
  subtitle,
  xAxis: { label: text.summationWindow, unit: text.lagUnit },
  yAxis: { label: text.autocorrelationTime, unit: text.lagUnit },
  series: [{ id: 'tau', label: text.autocorrelationTime, kind: 'line', x: lags(tauInt.length), y: tauInt }],
  marks: [
    { kind: 'window', at: window, label: text.window(String(window)) },
    ...(estimate.tauInt === null || estimate.tauIntError === null
      ? []
      : [
          {
            kind: 'level',
            value: estimate.tauInt,
            error: estimate.tauIntError,
            label: estimate.tauIntFormatted,
          } as const,
        ]),
  ],
});
