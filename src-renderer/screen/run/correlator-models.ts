/**
 * Charts of a correlator: C(t) with the fitted curve, on a log axis where it has one sign, and effective masses with the band of the
 * fitted mass. Pure; test: test/unit/renderer/screen/run/correlator-models.test.ts.
 */
import type { CorrelatorData, CorrelatorFitFacts } from '../../../src-main/contract/index.ts';
import type { ChartAxis, ChartModel, ChartSeries, FitRange } from '../../chart/chart-model.ts';
import { correlatorText as text } from '../../text/correlator.ts';
import { correlatorTitle } from '../../text/observables.ts';

/** Values at places, with errors. */
type Points = Readonly<Record<'at' | 'value' | 'error', Float64Array>>;

export const isOfDistance = ({ name, kind }: Pick<CorrelatorData, 'name' | 'kind'>): boolean =>
  kind === 'potential' || name === 'creutz-ratio';

export const alongOf = (data: Pick<CorrelatorData, 'name' | 'kind'>): string =>
  isOfDistance(data) ? text.distance : text.time;

/** Decays fall over many orders of magnitude. */
const decays = ({ kind }: CorrelatorData): boolean => kind === 'meson' || kind === 'baryon';

/** -1 for a decay whose points are mostly negative. */
const signOf = (data: CorrelatorData): 1 | -1 => {
  const negative = data.points.value.filter((value) => value < 0).length;
  return decays(data) && 2 * negative > data.points.value.length ? -1 : 1;
};

const measured = (points: Points, sign: 1 | -1): ChartSeries => ({
  id: 'points',
  label: text.points,
  kind: 'points',
  colour: 0,
  x: points.at,
  y: sign === 1 ? points.value : points.value.map((value) => -value),
  error: points.error,
});

const curveOf = ({ curve }: CorrelatorFitFacts, sign: 1 | -1): ChartSeries => ({
  id: 'fit',
  label: text.fit,
  kind: 'band',
  curve: true,
  colour: 1,
  x: curve.at,
  y: sign === 1 ? curve.value : curve.value.map((value) => -value),
  error: curve.error,
});

export const rangeOf = (data: CorrelatorData, from: number, to: number): FitRange => ({
  from,
  to,
  least: data.range[0],
  greatest: data.range[1],
});

export const correlatorModel = (
  data: CorrelatorData,
  fit: CorrelatorFitFacts | null,
  fitRange: FitRange,
  runName: string,
): ChartModel => {
  const sign = signOf(data);
  const value = text.value[data.kind];
  const range = data.name === 'pcac-mass' ? plateauRange(data.points, data) : undefined;
  return {
    title: correlatorTitle(data.name),
    subtitle: runName,
    xAxis: { label: alongOf(data) },
    yAxis: {
      label: sign === 1 ? value : text.negative(value),
      ...(decays(data) ? { scale: 'log' } : {}),
      ...(range === undefined ? {} : { range }),
    },
    series: [...(fit === null ? [] : [curveOf(fit, sign)]), measured(data.points, sign)],
    fitRange,
  };
};

/** Points whose error is a larger share of them would leave nothing of the others to see. */
const clearShare = 0.25;
const margin = 0.15;

/** The range of values where a plateau is looked for: from halfway between the source and it, without points that are mostly noise. */
const plateauRange = (
  { at, value, error }: Points,
  { suggested: [from, to], range }: CorrelatorData,
): ChartAxis['range'] => {
  const [first, last] = [Math.floor((range[0] + from) / 2), Math.ceil((to + range[1]) / 2)];
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const [i, level] of value.entries()) {
    if (at[i]! < first || at[i]! > last || !(error[i]! <= clearShare * Math.abs(level))) continue;
    low = Math.min(low, level - error[i]!);
    high = Math.max(high, level + error[i]!);
  }
  if (!(low < high)) return undefined;
  return [low - margin * (high - low), high + margin * (high - low)];
};

/** The lowest mass over the fitted range, as a band of one standard error. */
const massBand = ({ parameters, from, to }: CorrelatorFitFacts): readonly ChartSeries[] => {
  const mass = parameters.find(({ name }) => name === 'mass');
  if (mass === undefined) return [];
  const x = Float64Array.of(from, to);
  return [
    {
      id: 'mass',
      label: text.fitted(mass.formatted),
      kind: 'band',
      curve: true,
      colour: 1,
      x,
      y: x.map(() => mass.value),
      error: x.map(() => mass.error),
      estimate: { value: mass.value, error: mass.error },
    },
  ];
};

export const effectiveMassModel = (
  data: CorrelatorData,
  fit: CorrelatorFitFacts | null,
  fitRange: FitRange,
  runName: string,
): ChartModel | null => {
  const masses = data.effectiveMass;
  if (masses === null) return null;
  const known = [...masses.at.keys()].filter((i) => Number.isFinite(masses.value[i]));
  const pick = (column: Float64Array): Float64Array => Float64Array.from(known, (i) => column[i]!);
  const points = { at: pick(masses.at), value: pick(masses.value), error: pick(masses.error) };
  const range = plateauRange(points, data);
  return {
    title: text.effectiveMass,
    subtitle: `${correlatorTitle(data.name)}, ${runName}`,
    // the last mass stands one step before the last point that can be fitted
    xAxis: { label: text.time, range: [data.range[0] - 0.5, data.range[1] + 0.5] },
    yAxis: { label: text.effectiveMassAxis, ...(range === undefined ? {} : { range }) },
    series: [...(fit === null ? [] : massBand(fit)), measured(points, 1)],
    fitRange,
  };
};
