/**
 * The only form in which an average leaves this folder: with its error, its autocorrelation time, the number of
 * samples it rests on and the samples it does not use. Computed with the Gamma method (gamma-method.ts) after a
 * thermalisation cut, given or detected (thermalisation.ts).
 * Proved by test/unit/engine/statistics/estimate.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import { ok, type Result } from '../base/result.ts';
import { type GammaAnalysis, type GammaOptions, gammaMethodDerived } from './gamma-method.ts';
import { checkSeries, type DerivedFunction, type Series } from './series.ts';
import { detectThermalisation } from './thermalisation.ts';

export interface Estimate {
  readonly value: number;
  readonly error: number;
  readonly errorError: number;
  /** The error if the samples were independent. */
  readonly naiveError: number;
  /** In units of the spacing of the samples; 1/2 for independent samples. */
  readonly tauInt: number;
  readonly tauIntError: number;
  /** Samples used, all segments together. */
  readonly samples: number;
  /** Samples dropped at the start of each segment. */
  readonly cut: number;
  readonly segments: number;
  /** Sentences on why the error may be too small; empty when nothing is unusual. */
  readonly warnings: readonly string[];
}

export interface EstimateOptions extends GammaOptions {
  /** Samples to drop at the start of each segment, or 'detect'; 0 when absent. */
  readonly cut?: number | 'detect';
}

/** A chain shorter than this many tau_int has an error that is itself uncertain by a quarter or more. */
const comfortableLength = 50;
const suspiciousScatter = 1e-3;

export const estimate = (series: Series, options: EstimateOptions = {}): Result<Estimate> =>
  estimateDerived((means) => means[0]!, [series], options);

/** The same for f(means of several series measured on the same chains). */
export function estimateDerived(
  f: DerivedFunction,
  series: readonly Series[],
  options: EstimateOptions = {},
): Result<Estimate> {
  for (const one of series) {
    const checked = checkSeries(one);
    if (!checked.ok) return checked;
  }
  const thermalised = findCut(series, options.cut ?? 0);
  if (!thermalised.ok) return thermalised;
  const { cut, settled } = thermalised.value;
  const analysis = gammaMethodDerived(
    f,
    series.map((one) => dropStart(one, cut)),
    options,
  );
  if (!analysis.ok) return analysis;
  return ok(toEstimate(analysis.value, cut, settled));
}

function toEstimate(analysis: GammaAnalysis, cut: number, settled: boolean): Estimate {
  const { value, error, errorError, naiveError, tauInt, tauIntError, samples, segments } = analysis;
  const warnings: string[] = [];
  if (!settled)
    warnings.push('The first half of the history still drifts; it may not have reached equilibrium.');
  if (!analysis.windowFound) {
    warnings.push(
      'The history is too short for its autocorrelations; the error is a lower bound. Run longer.',
    );
  } else if (samples < comfortableLength * tauInt) {
    const length = Math.round(samples / tauInt);
    warnings.push(
      `The history is only ${length} autocorrelation times long; the error is uncertain. Run longer.`,
    );
  }
  if ((analysis.segmentsPValue ?? 1) < suspiciousScatter) {
    warnings.push('The segments differ by more than their errors; look at each of them on its own.');
  }
  return { value, error, errorError, naiveError, tauInt, tauIntError, samples, cut, segments, warnings };
}

function findCut(
  series: readonly Series[],
  wanted: number | 'detect',
): Result<{ readonly cut: number; readonly settled: boolean }> {
  if (wanted !== 'detect') {
    invariant(Number.isInteger(wanted) && wanted >= 0, 'a cut is a whole number of samples');
    return ok({ cut: wanted, settled: true });
  }
  let cut = 0;
  let settled = true;
  for (const one of series) {
    const found = detectThermalisation(one);
    if (!found.ok) return found;
    cut = Math.max(cut, found.value.cut);
    settled &&= found.value.settled;
  }
  return ok({ cut, settled });
}

const dropStart = (series: Series, cut: number): Series =>
  series instanceof Float64Array ? series.subarray(cut) : series.map((segment) => segment.subarray(cut));
