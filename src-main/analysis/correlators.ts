/**
 * Correlators of a run, put together from their series (api/series/correlator-name.ts) after the common thermalisation cut: means with
 * jackknife errors in blocks of some autocorrelation times, effective masses, and the range in which one state describes them.
 * Test: test/unit/main/analysis/correlators.test.ts.
 */
import {
  type CorrelatorName,
  correlatorsAmong,
  seriesOfCorrelator,
} from '../../src-engine/api/series/correlator-name.ts';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import {
  effectiveMassesOf,
  folded,
  jackknifeErrors,
  type Replicated,
  replicate,
} from '../../src-engine/statistics/correlator/index.ts';
import { gammaMethod } from '../../src-engine/statistics/index.ts';
import { type CommonCut, samplesToDrop } from './cut.ts';
import type { History } from './history.ts';
import { blockLengthFor } from './resampling.ts';

/** What fits are made of. */
export interface Correlator extends CorrelatorName {
  /** Points as measured. */
  readonly whole: Replicated;
  /** Points that are fitted, at `fitAt`: of mesons the mean of both halves of time. */
  readonly fitted: Replicated;
  readonly fitAt: Float64Array;
  /** T; undefined where there is no way back. */
  readonly extent: number | undefined;
  /** The largest of all points, in samples. */
  readonly tauInt: number;
  readonly warnings: readonly string[];
}

/** Rows that all have, after the cut. */
const rowsOf = (histories: readonly History[], cut: CommonCut): readonly Float64Array[] => {
  const used = histories.map((history) => {
    const drop = samplesToDrop(history, cut);
    return { values: history.values.subarray(drop), update: history.update?.subarray(drop) };
  });
  const [first, ...others] = used;
  const same = others.every(
    ({ values, update }) =>
      values.length === first!.values.length && (update?.every((u, i) => u === first!.update?.[i]) ?? true),
  );
  if (same) return used.map(({ values }) => values);
  const places = used.map(
    ({ values, update }) => new Map(Array.from(values, (_, i) => [update?.[i] ?? i, i])),
  );
  const common = [...places[0]!.keys()].filter((update) => places.every((place) => place.has(update)));
  return used.map(({ values }, k) => Float64Array.from(common, (update) => values[places[k]!.get(update)!]!));
};

const tauOf = (series: readonly Float64Array[]): Result<number> => {
  let largest = 0.5;
  for (const one of series) {
    const gamma = gammaMethod(one);
    if (!gamma.ok) return gamma;
    largest = Math.max(largest, gamma.value.tauInt);
  }
  return ok(largest);
};

/** Enough blocks for an error that is itself known to about a sixth. */
const comfortable = 20;

/** Of these series; `histories` holds those of the correlator. */
export const correlatorOf = (
  named: CorrelatorName,
  histories: readonly History[],
  cut: CommonCut,
): Result<Correlator> => {
  const series = rowsOf(histories, cut);
  const tau = tauOf(series);
  if (!tau.ok) return tau;
  const tauInt = tau.value;
  const blockLength = blockLengthFor(series[0]!.length, tauInt);
  const made = replicate(series, { blockLength, tauInt });
  if (!made.ok) return made;
  const whole = made.value;
  const times = named.at.length;
  const isWhole = named.at.every((t, i) => t === i);
  const comesBack = named.kind === 'meson' && isWhole && times >= 4;
  const fitted = comesBack ? folded(whole) : whole;
  const warnings = cut.warning === undefined ? [] : [cut.warning];
  if (whole.replicas.length < comfortable)
    warnings.push(
      `Errors rest on ${whole.replicas.length} blocks of ${blockLength} samples and are uncertain. Run longer.`,
    );
  return ok({
    ...named,
    whole,
    fitted,
    fitAt: comesBack ? fitted.mean.map((_, t) => t) : Float64Array.from(named.at),
    extent: comesBack ? times : undefined,
    tauInt,
    warnings,
  });
};

export const namedCorrelator = (series: readonly string[], name: string): Result<CorrelatorName> => {
  const all = correlatorsAmong(series);
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return ok(found);
  const shown = all.map((one) => one.name).join(', ');
  return fail(
    'run.noSeries',
    `There is no correlator called ${JSON.stringify(name.slice(0, 60))} here.`,
    shown === '' ? 'Measure one: pion, mesons or nucleon under [measure].' : `There are ${shown}.`,
  );
};

export const correlatorIn = (
  histories: readonly History[],
  name: string,
  cut: CommonCut,
): Result<Correlator> => {
  const named = namedCorrelator(
    histories.map((history) => history.name),
    name,
  );
  if (!named.ok) return named;
  const wanted = seriesOfCorrelator(named.value);
  return correlatorOf(
    named.value,
    wanted.map((series) => histories.find((history) => history.name === series)!),
    cut,
  );
};

/** Of time only: neighbours are one step apart. */
export const massesAlong = ({ kind, fitted, fitAt, extent }: Correlator) => {
  if (kind === 'plateau' || kind === 'potential' || fitAt.some((t, i) => t !== i)) return undefined;
  return effectiveMassesOf(fitted, extent);
};

export const pointsOf = (
  data: Replicated,
): { readonly mean: Float64Array; readonly error: Float64Array } => ({
  mean: data.mean,
  error: jackknifeErrors(data),
});
