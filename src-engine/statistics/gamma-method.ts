/**
 * Error of a Monte Carlo average, with autocorrelations, by the Gamma method
 * (U. Wolff, hep-lat/0306017 with its erratum, Comput. Phys. Commun. 156 (2004) 143).
 *
 *   C(W) = Gamma(0) + 2 sum_{t=1}^{W} Gamma(t),  tau_int = 1/2 + sum_{t=1}^{W} rho(t),  rho = Gamma/Gamma(0),
 *   error = sqrt(C(W)/N) = sigma sqrt(2 tau_int/N).
 *
 * W is the first zero crossing of exp(-W/tau) - tau/sqrt(W N), tau = S / ln((2 tau_int + 1)/(2 tau_int - 1))
 * (eqs. 51, 52). Gamma(t) is corrected for the bias of subtracting the estimated mean, Gamma += C/N (eq. 49).
 *   d(error)/error = sqrt((W + 1/2)/N),   d(tau_int) = 2 tau_int sqrt((W + 1/2 - tau_int)/N)  (eq. 42).
 * A function f of several means is reduced to one series, sum_a f_a (x_a - mean_a), with f_a a central
 * difference over the naive error of mean a. With R > 1 segments f(means) is corrected for its 1/N bias
 * and the scatter of the segments gives a probability.
 * tau_int and W are in units of the spacing of the series. A constant series has error 0 and tau_int 1/2.
 * Proved by test/unit/engine/statistics/gamma-method.test.ts and test/property/statistics-gamma.test.ts.
 */
import { ok, type Result } from '../base/result.ts';
import { autocovariance } from './autocovariance.ts';
import { meanOf } from './moments.ts';
import { rhoErrors } from './rho-error.ts';
import {
  checkAligned,
  type DerivedFunction,
  evaluate,
  type Segments,
  type Series,
  sampleCount,
} from './series.ts';
import { chiSquarePValue } from './test-statistics.ts';

export interface GammaOptions {
  /** S, the assumed ratio of the exponential to the integrated autocorrelation time; 1.5 when absent. */
  readonly windowFactor?: number;
}

export interface GammaAnalysis {
  readonly value: number;
  readonly error: number;
  readonly errorError: number;
  /** The error if the samples were independent: sigma/sqrt(N). */
  readonly naiveError: number;
  readonly tauInt: number;
  readonly tauIntError: number;
  readonly window: number;
  /** False when the series is too short for its autocorrelations, so that the error is a lower bound. */
  readonly windowFound: boolean;
  readonly samples: number;
  readonly segments: number;
  /** Normalised autocorrelation rho(t), t = 0, 1, ..., about twice the window. */
  readonly rho: Float64Array;
  readonly rhoError: Float64Array;
  /** Probability of a larger scatter between the segments; absent for one segment. */
  readonly segmentsPValue?: number;
}

/** Gamma method for the mean of one series. */
export const gammaMethod = (series: Series, options: GammaOptions = {}): Result<GammaAnalysis> =>
  gammaMethodDerived((means) => means[0]!, [series], options);

/** Gamma method for f(means of several series measured on the same chains). */
export function gammaMethodDerived(
  f: DerivedFunction,
  series: readonly Series[],
  options: GammaOptions = {},
): Result<GammaAnalysis> {
  const aligned = checkAligned(series);
  if (!aligned.ok) return aligned;
  const all = aligned.value;
  const means = Float64Array.from(all, meanOf);
  const central = evaluate(f, means);
  if (!central.ok) return central;
  const gradient = gradientAt(f, means, all);
  if (!gradient.ok) return gradient;
  const { fluctuations, scale } = project(all, means, gradient.value);
  const shape = all[0]!;
  const samples = sampleCount(shape);
  const spread = summarise(fluctuations, samples, options.windowFactor ?? 1.5);
  const between = compareSegments(f, all, central.value, scale * Math.sqrt(spread.longRunVariance));
  if (!between.ok) return between;
  const { longRunVariance: _, naiveError, error, errorError, ...rest } = spread;
  return ok({
    ...between.value,
    error: error * scale,
    errorError: errorError * scale,
    naiveError: naiveError * scale,
    samples,
    segments: shape.length,
    ...rest,
  });
}

/** Central differences over the naive errors of the means; a mean without fluctuation does not contribute. */
function gradientAt(f: DerivedFunction, means: Float64Array, all: readonly Segments[]): Result<Float64Array> {
  const gradient = new Float64Array(means.length);
  for (const [a, segments] of all.entries()) {
    let largest = 0;
    for (const segment of segments)
      for (const x of segment) largest = Math.max(largest, Math.abs(x - means[a]!));
    if (largest === 0) continue;
    let sum = 0;
    for (const segment of segments) for (const x of segment) sum += ((x - means[a]!) / largest) ** 2;
    const samples = sampleCount(segments);
    const step = (largest * Math.sqrt(sum / samples)) / Math.sqrt(samples);
    const point = Float64Array.from(means);
    point[a] = means[a]! + step;
    const above = evaluate(f, point);
    if (!above.ok) return above;
    const upper = point[a]!;
    point[a] = means[a]! - step;
    const below = evaluate(f, point);
    if (!below.ok) return below;
    // fluctuations of the last bit do not move the mean
    if (upper === point[a]) continue;
    gradient[a] = (above.value - below.value) / (upper - point[a]!);
  }
  return ok(gradient);
}

/** Projected fluctuations divided by their largest size, so that squares neither overflow nor vanish. */
function project(all: readonly Segments[], means: Float64Array, gradient: Float64Array) {
  const fluctuations = all[0]!.map((segment) => new Float64Array(segment.length));
  let scale = 0;
  for (const [r, out] of fluctuations.entries()) {
    for (const [a, segments] of all.entries()) {
      if (gradient[a] === 0) continue;
      const segment = segments[r]!;
      for (let i = 0; i < out.length; i++) out[i] = out[i]! + gradient[a]! * (segment[i]! - means[a]!);
    }
    for (const d of out) scale = Math.max(scale, Math.abs(d));
  }
  if (scale > 0)
    for (const out of fluctuations) for (let i = 0; i < out.length; i++) out[i] = out[i]! / scale;
  return { fluctuations, scale };
}

function summarise(fluctuations: Segments, samples: number, windowFactor: number) {
  const longest = Math.floor(Math.min(...fluctuations.map((segment) => segment.length)) / 2);
  const gamma = autocovariance(fluctuations, longest);
  if (gamma[0] === 0) {
    const none = { error: 0, errorError: 0, naiveError: 0, longRunVariance: 0, tauInt: 0.5, tauIntError: 0 };
    return { ...none, window: 0, windowFound: true, rho: Float64Array.of(1), rhoError: Float64Array.of(0) };
  }
  const { window, windowFound } = chooseWindow(gamma, samples, windowFactor);
  const bias = windowedSum(gamma, window) / samples;
  for (let t = 0; t <= longest; t++) gamma[t] = gamma[t]! + bias;
  const longRunVariance = windowedSum(gamma, window);
  const error = Math.sqrt(longRunVariance / samples);
  const tauInt = longRunVariance / (2 * gamma[0]!);
  const rho = gamma.map((value) => value / gamma[0]!);
  const shown = Math.min(longest, Math.max(2 * window, 10));
  return {
    error,
    errorError: error * Math.sqrt((window + 0.5) / samples),
    naiveError: Math.sqrt(gamma[0]! / samples),
    longRunVariance,
    tauInt,
    tauIntError: 2 * tauInt * Math.sqrt(Math.max(0, window + 0.5 - tauInt) / samples),
    window,
    windowFound,
    rho: rho.slice(0, shown + 1),
    rhoError: rhoErrors(rho, shown, window, samples),
  };
}

/** C(W). */
function windowedSum(gamma: Float64Array, window: number): number {
  let sum = gamma[0]!;
  for (let t = 1; t <= window; t++) sum += 2 * gamma[t]!;
  return sum;
}

/**
 * The first W where the truncation error is below the statistical one. A sum that is not positive there (the
 * samples alternate) cannot be an error squared: window 0, the naive error, is then an upper bound.
 */
function chooseWindow(gamma: Float64Array, samples: number, windowFactor: number) {
  let sum = gamma[0]!;
  for (let window = 1; window < gamma.length; window++) {
    sum += 2 * gamma[window]!;
    const tauInt = sum / (2 * gamma[0]!);
    const tau = tauInt > 0.5 ? windowFactor / Math.log((2 * tauInt + 1) / (2 * tauInt - 1)) : 0;
    if (tau > 0 && Math.exp(-window / tau) - tau / Math.sqrt(window * samples) >= 0) continue;
    return sum > 0 ? { window, windowFound: true } : { window: 0, windowFound: true };
  }
  return sum > 0 ? { window: gamma.length - 1, windowFound: false } : { window: 0, windowFound: false };
}

/** Bias-corrected value and consistency of the segments; one segment has neither. */
function compareSegments(
  f: DerivedFunction,
  all: readonly Segments[],
  central: number,
  longRunDeviation: number,
): Result<{ readonly value: number; readonly segmentsPValue?: number }> {
  const shape = all[0]!;
  if (shape.length === 1) return ok({ value: central });
  const samples = sampleCount(shape);
  let average = central;
  const values: number[] = [];
  for (const [r, segment] of shape.entries()) {
    const value = evaluate(
      f,
      Float64Array.from(all, (segments) => meanOf([segments[r]!])),
    );
    if (!value.ok) return value;
    values.push(value.value);
    average += (segment.length / samples) * (value.value - central);
  }
  const bias = (average - central) / (shape.length - 1);
  if (longRunDeviation === 0) return ok({ value: central - bias, segmentsPValue: 1 });
  const chiSquare = values.reduce(
    (sum, value, r) => sum + shape[r]!.length * ((value - average) / longRunDeviation) ** 2,
    0,
  );
  return ok({ value: central - bias, segmentsPValue: chiSquarePValue(chiSquare, shape.length - 1) });
}
