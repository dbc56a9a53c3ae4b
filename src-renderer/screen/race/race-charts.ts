/**
 * Charts of a race. A sampler keeps its colour by its place. What is frozen has no line: its error cannot be known.
 * Pure; test: test/unit/renderer/screen/race/race-charts.test.ts.
 */
import type {
  RaceBreakEven,
  RaceLane,
  RaceObservable,
  RaceReport,
} from '../../../src-main/contract/index.ts';
import type { ChartMark, ChartModel, ChartSeries } from '../../chart/chart-model.ts';
import { observableTitle } from '../../text/observables.ts';
import { raceText as text } from '../../text/race.ts';

export type CostKind = keyof typeof text.costKinds;

/** Goals first, then what is told because it is measured. */
export const observablesOf = (report: RaceReport): readonly string[] => [
  ...new Set(report.lanes.flatMap(({ observables }) => observables.map(({ name }) => name))),
];

export const observableOf = (lane: RaceLane, name: string): RaceObservable | undefined =>
  lane.observables.find((one) => one.name === name);

/** Kinds of cost that every sampler knows of. */
export const costKindsOf = ({ lanes }: RaceReport): readonly CostKind[] => [
  'wall',
  ...(lanes.length > 0 && lanes.every(({ processors }) => processors !== null)
    ? (['processor'] as const)
    : []),
  ...(lanes.some(({ training }) => training !== null) ? (['training'] as const) : []),
];

const costAt = (seconds: number, { processors, training }: RaceLane, kind: CostKind): number => {
  if (kind === 'processor') return seconds * (processors ?? Number.NaN);
  return kind === 'training' ? seconds + (training?.seconds ?? 0) : seconds;
};

const lineOf = (lane: RaceLane, place: number, name: string, kind: CostKind): ChartSeries | undefined => {
  const history = observableOf(lane, name)?.history;
  if (history === undefined || history.seconds.length < 2) return undefined;
  return {
    id: lane.run,
    runId: lane.run,
    label: lane.name,
    kind: 'line',
    colour: place,
    x: history.seconds.map((seconds) => costAt(seconds, lane, kind)),
    y: history.error,
  };
};

/** Names of the samplers that an error chart leaves out. */
export const notDrawn = ({ lanes }: RaceReport, name: string): readonly string[] =>
  lanes.flatMap((lane, place) => (lineOf(lane, place, name, 'wall') === undefined ? [lane.name] : []));

export const errorModel = (
  { lanes }: RaceReport,
  raceName: string,
  observable: string,
  kind: CostKind,
): ChartModel => {
  const wanted = lanes
    .map((lane) => observableOf(lane, observable)?.wanted ?? null)
    .find((one) => one !== null);
  return {
    title: text.errorChart,
    subtitle: `${observableTitle(observable)}, ${raceName}`,
    xAxis: { label: text.costAxis[kind], unit: text.seconds, scale: 'log' },
    yAxis: { label: text.errorAxis(observableTitle(observable)), scale: 'log' },
    series: lanes.flatMap((lane, place) => lineOf(lane, place, observable, kind) ?? []),
    marks: wanted == null ? [] : [{ kind: 'level', value: wanted, label: text.wantedLine }],
  };
};

/** Points of a curve. */
const POINTS = 61;

const marksOf = (evens: readonly RaceBreakEven[], lanes: readonly RaceLane[]): readonly ChartMark[] =>
  evens.flatMap(({ samples, verdict, other }) =>
    samples !== null && samples >= 1 && verdict === 'from'
      ? [{ kind: 'window', at: samples, label: text.breakEvenMark(lanes[other]!.name) } as const]
      : [],
  );

/** training / n + cost over n, from one sample to ten times beyond the last break-even. Null where nobody was trained or nothing is known. */
export const amortisedModel = (
  { lanes, breakEvens }: RaceReport,
  raceName: string,
  observable: string,
): ChartModel | null => {
  const known = lanes.flatMap((lane, place) => {
    const one = observableOf(lane, observable);
    return one?.cost != null && one.tau.kind === 'measured' ? [{ lane, place, cost: one.cost.value }] : [];
  });
  if (known.length < 2 || known.every(({ lane }) => lane.training === null)) return null;
  const evens = breakEvens.filter((even) => even.observable === observable);
  const levels = known.map(({ lane, cost }) => (lane.training?.seconds ?? 0) / cost);
  const most = 10 * Math.max(10, ...levels, ...evens.map(({ samples }) => samples ?? 0));
  const x = Float64Array.from({ length: POINTS }, (_, k) => most ** (k / (POINTS - 1)));
  return {
    title: text.amortisedChart,
    subtitle: `${observableTitle(observable)}, ${raceName}`,
    xAxis: { label: text.samplesAxis, scale: 'log' },
    yAxis: { label: text.amortisedAxis, unit: text.seconds, scale: 'log' },
    series: known.map(({ lane, place, cost }) => ({
      id: lane.run,
      runId: lane.run,
      label: lane.name,
      kind: 'line',
      curve: true,
      colour: place,
      x,
      y: x.map((n) => cost + (lane.training?.seconds ?? 0) / n),
    })),
    marks: marksOf(evens, lanes),
  };
};
