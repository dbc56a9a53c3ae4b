/**
 * Charts and last values of a training: loss, effective sample size, acceptance, gradient, learning rate, log Z. Rows without a part of
 * their own (errors) are joined by update. Pure; test: test/unit/renderer/screen/run/training-models.test.ts.
 */
import { formatWithError } from '../../../src-engine/api/format-with-error.ts';
import type { EstimateFacts } from '../../../src-main/contract/index.ts';
import type { AxisScale, ChartMark, ChartModel, ChartSeries } from '../../chart/chart-model.ts';
import { trainingText as text } from '../../text/training.ts';
import { formatCount, formatDuration } from '../../ui/format-quantity.ts';
import type { LiveRows } from './live-series.svelte.ts';
import type { RowsByName } from './trajectory-models.ts';

/** Whether a run of these series trains a flow. */
export const isTraining = (series: readonly string[]): boolean =>
  series.includes('loss') && series.includes('gradient-norm');

type Reference = EstimateFacts['reference'];

export interface TrainingChart {
  readonly rows: RowsByName;
  readonly runName: string;
  /** Where it was resumed, and alarms. */
  readonly events: readonly ChartMark[];
  /** Of log Z; null where none is known. */
  readonly logZ: Reference;
}

const share = [0, 1] as const;
/** From here on a falling learning rate is told on a logarithmic axis. */
const WIDE = 30;

const lineOf = (id: string, label: string, { update, value, segment, total }: LiveRows): ChartSeries => ({
  id,
  label,
  kind: 'line',
  x: update,
  y: value,
  segment,
  total,
});

/** The values of another series at the updates of this one; NaN where it has none. */
const beside = ({ update }: LiveRows, other: LiveRows | undefined): Float64Array | undefined => {
  if (other === undefined) return undefined;
  let place = 0;
  return update.map((at) => {
    while (place < other.update.length && other.update[place]! < at) place++;
    return other.update[place] === at ? other.value[place]! : Number.NaN;
  });
};

const pointsOf = (
  id: string,
  label: string,
  rows: LiveRows,
  errors: LiveRows | undefined,
  colour: number,
): ChartSeries => {
  const error = beside(rows, errors);
  return {
    ...lineOf(id, label, rows),
    kind: 'points',
    colour,
    ...(error === undefined ? {} : { error }),
  };
};

const last = (rows: LiveRows | undefined): number | undefined => rows?.value.at(-1);

/** Of a series that is never far from one value linear, else logarithmic. */
const scaleOf = ({ value }: LiveRows): AxisScale => {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const one of value) {
    least = Math.min(least, one);
    most = Math.max(most, one);
  }
  return least > 0 && most > WIDE * least ? 'log' : 'linear';
};

/** Beyond this many times what the later steps span, the first fall would hide them. */
const STEEP = 4;

/** What the loss spans after a quarter of the steps, together with its floor; undefined where nothing is hidden by showing all. */
const laterRange = (
  { value }: LiveRows,
  floor: readonly ChartMark[],
): readonly [number, number] | undefined => {
  const later = value.subarray(Math.floor(value.length / 4));
  const levels = floor.flatMap((mark) => (mark.kind === 'level' ? [mark.value] : []));
  const extremes = (numbers: Iterable<number>): readonly [number, number] => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const one of numbers) {
      low = Math.min(low, one);
      high = Math.max(high, one);
    }
    return [low, high];
  };
  const [low, high] = extremes([...extremes(later), ...levels]);
  const [, most] = extremes(value);
  const span = high - low;
  if (!(span > 0) || most - low <= STEEP * span) return undefined;
  return [low - 0.06 * span, high + 0.06 * span];
};

/** Whether the chart of the loss leaves out its beginning. */
export const hidesFirstFall = (models: readonly ChartModel[]): boolean =>
  models.some(({ title, yAxis }) => title === text.loss && yAxis.range !== undefined);

/** Minus log Z: the reference where there is one, else what the last evaluation found. */
const floorOf = ({ rows, logZ }: TrainingChart): readonly ChartMark[] => {
  const value = logZ?.value ?? last(rows.get('log-z'));
  return value === undefined ? [] : [{ kind: 'level', value: -value, label: text.lossFloor }];
};

const exactOf = ({ logZ }: TrainingChart): readonly ChartMark[] =>
  logZ === null
    ? []
    : [{ kind: 'accepted', value: logZ.value, error: logZ.error, label: text.exact, source: logZ.source }];

const essOf = (rows: RowsByName): readonly ChartSeries[] => {
  const [batch, evaluated, reference] = ['ess', 'evaluation-ess', 'reference-ess'].map((name) =>
    rows.get(name),
  );
  const error = rows.get('evaluation-ess-error');
  return [
    ...(batch === undefined ? [] : [lineOf('ess', text.essOfBatch, batch)]),
    ...(evaluated === undefined ? [] : [pointsOf('evaluation-ess', text.essEvaluated, evaluated, error, 1)]),
    ...(reference === undefined
      ? []
      : [pointsOf('reference-ess', text.essReference, reference, undefined, 2)]),
  ];
};

/** As many as there are series for, the telling ones first. */
export const trainingModels = (chart: TrainingChart): readonly ChartModel[] => {
  const { rows, runName, events } = chart;
  const shared = { subtitle: runName, xAxis: { label: text.step } };
  const models: ChartModel[] = [];
  const add = (
    name: string,
    made: (rows: LiveRows) => Pick<ChartModel, 'title' | 'yAxis' | 'series' | 'marks'>,
  ): void => {
    const found = rows.get(name);
    if (found === undefined || found.update.length === 0) return;
    const model = made(found);
    models.push({ ...shared, ...model, marks: [...events, ...(model.marks ?? [])] });
  };
  add('loss', (loss) => {
    const marks = floorOf(chart);
    const range = laterRange(loss, marks);
    return {
      title: text.loss,
      yAxis: { label: text.lossAxis, ...(range === undefined ? {} : { range }) },
      series: [lineOf('loss', text.loss, loss)],
      marks,
    };
  });
  add('ess', () => ({
    title: text.ess,
    yAxis: { label: text.essAxis, range: share },
    series: essOf(rows),
  }));
  add('acceptance', (acceptance) => ({
    title: text.acceptance,
    yAxis: { label: text.acceptanceAxis, range: share },
    series: [pointsOf('acceptance', text.acceptance, acceptance, undefined, 0)],
  }));
  add('log-z', (logZ) => ({
    title: text.logZ,
    yAxis: { label: text.logZAxis },
    series: [pointsOf('log-z', text.logZ, logZ, rows.get('log-z-error'), 0)],
    marks: exactOf(chart),
  }));
  add('gradient-norm', (norm) => ({
    title: text.gradient,
    yAxis: { label: text.gradientAxis, scale: 'log' },
    series: [lineOf('gradient-norm', text.gradient, norm)],
  }));
  add('learning-rate', (rate) => ({
    title: text.rate,
    yAxis: { label: text.rateAxis, scale: scaleOf(rate) },
    series: [lineOf('learning-rate', text.rate, rate)],
  }));
  return models;
};

export interface TrainingFigure {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

const valueText = (value: number, error: number | undefined): string =>
  error !== undefined && error > 0 ? formatWithError(value, error) : String(Number(value.toPrecision(4)));

interface Newest {
  readonly value: number;
  readonly error: number | undefined;
  readonly step: number;
}

const newest = (rows: RowsByName, name: string, errors?: string): Newest | null => {
  const found = rows.get(name);
  const value = last(found);
  if (found === undefined || value === undefined) return null;
  const error = errors === undefined ? undefined : beside(found, rows.get(errors))?.at(-1);
  return { value, error, step: found.update.at(-1)! };
};

const figureOf = (label: string, found: Newest | null, note?: string): TrainingFigure =>
  found === null
    ? { label, value: '–', note: text.notEvaluated }
    : {
        label,
        value: valueText(found.value, found.error),
        note: note ?? text.atStep(formatCount(found.step)),
      };

/** The greatest value where the newest is not it. */
const bestNote = (rows: RowsByName, name: string): string | undefined => {
  const found = rows.get(name);
  if (found === undefined || found.value.length === 0) return undefined;
  let place = 0;
  for (let k = 1; k < found.value.length; k++) if (found.value[k]! >= found.value[place]!) place = k;
  return place === found.value.length - 1
    ? undefined
    : `${text.atStep(formatCount(found.update.at(-1)!))}, ${text.bestOf(valueText(found.value[place]!, undefined), formatCount(found.update[place]!))}`;
};

/** How far the newest log Z is from its reference, in combined errors; empty without errors. */
const distance = ({ value, error }: Newest, reference: NonNullable<Reference>): string => {
  const combined = Math.hypot(error ?? Number.NaN, reference.error);
  return combined > 0 ? (Math.abs(value - reference.value) / combined).toFixed(1) : '';
};

/** The mean of the last steps, which scatters less than one batch; the newest batch until it is known. */
const lossOf = (rows: RowsByName, known: EstimateFacts | undefined): TrainingFigure =>
  known?.value == null
    ? figureOf(text.loss, newest(rows, 'loss'))
    : { label: text.loss, value: known.formatted, note: text.lastSteps(formatCount(known.samples)) };

const timeOf = (known: EstimateFacts | undefined): readonly TrainingFigure[] =>
  known?.value == null
    ? []
    : [
        {
          label: text.seconds,
          value: formatDuration(known.value),
          note: text.steps(formatCount(known.samples)),
        },
      ];

/** The newest value of each, with its error where it has one; what needs all steps from the results of the run. */
export const trainingFigures = (
  rows: RowsByName,
  results: readonly EstimateFacts[],
): readonly TrainingFigure[] => {
  const known = (name: string): EstimateFacts | undefined => results.find((one) => one.name === name);
  const logZ = known('log-z')?.reference ?? null;
  const found = newest(rows, 'log-z', 'log-z-error');
  const note =
    logZ === null || found === null ? undefined : text.referenceOf(String(logZ.value), distance(found, logZ));
  return [
    figureOf(
      text.ess,
      newest(rows, 'evaluation-ess', 'evaluation-ess-error'),
      bestNote(rows, 'evaluation-ess'),
    ),
    figureOf(text.acceptance, newest(rows, 'acceptance'), bestNote(rows, 'acceptance')),
    figureOf(text.logZ, found, note),
    lossOf(rows, known('loss')),
    ...timeOf(known('training-seconds')),
  ];
};
