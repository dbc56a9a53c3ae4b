/**
 * The Gamma method on one observable in all its parts: autocorrelation function, tau_int as its window grows, histogram, and how the
 * average settles. Errors of the running average use the final tau_int: error(n) = sigma_n sqrt(2 tau_int / n).
 * Test: test/unit/main/analysis/chain-analysis.test.ts.
 */
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { gammaMethod, histogram } from '../../src-engine/statistics/index.ts';
import type { Analysis } from '../contract/index.ts';
import { samplesToDrop } from './cut.ts';
import { estimateFacts } from './estimate-facts.ts';
import { allObservables, type Observable } from './observables.ts';
import { type Measured, resultsOf } from './run-results.ts';

const RUNNING_POINTS = 512;

/** tau_int(W) = 1/2 + sum_{t <= W} rho(t). */
const tauIntByWindow = (rho: Float64Array): Float64Array<ArrayBuffer> => {
  let sum = 0.5;
  return Float64Array.from(rho, (value, t) => (sum += t === 0 ? 0 : value));
};

const runningAverage = (
  values: Float64Array,
  update: Float64Array,
  tauInt: number,
): NonNullable<Analysis['running']> => {
  const points = Math.min(RUNNING_POINTS, values.length);
  const running = {
    update: new Float64Array(points),
    mean: new Float64Array(points),
    error: new Float64Array(points),
  };
  // Welford 1962
  let mean = 0;
  let squares = 0;
  let point = 0;
  for (let n = 1; n <= values.length; n++) {
    const before = values[n - 1]! - mean;
    mean += before / n;
    squares += before * (values[n - 1]! - mean);
    if (n < Math.ceil(((point + 1) * values.length) / points)) continue;
    running.update[point] = update[n - 1]!;
    running.mean[point] = mean;
    running.error[point] = Math.sqrt((squares / n) * ((2 * tauInt) / n));
    point++;
  }
  return running;
};

const spacingOf = (update: Float64Array): number =>
  update.length < 2 ? 1 : (update.at(-1)! - update[0]!) / (update.length - 1);

const find = (measured: Measured, name: string): Observable | undefined =>
  allObservables(measured.histories).find((observable) => observable.name === name);

export const analyseChain = (measured: Measured, name: string, asked: number | null): Result<Analysis> => {
  const observable = find(measured, name);
  if (observable === undefined)
    return fail(
      'run.noSeries',
      `Nothing called ${JSON.stringify(name)} has been measured in this run.`,
      'Choose one of its observables, or wait until it has been measured.',
    );
  const { cut, observables } = resultsOf(measured, {
    observables: [observable],
    ...(asked === null ? {} : { cut: asked }),
  });
  const drop = samplesToDrop(observable, cut);
  const values = observable.values.subarray(drop);
  const update = (observable.update ?? observable.values.map((_, i) => i + 1)).subarray(drop);
  const gamma = gammaMethod(values);
  const counted = values.length === 0 ? undefined : histogram(values);
  return ok({
    estimate: estimateFacts(observable, observables[0]!, cut),
    cut: cut.length,
    autocorrelation: gamma.ok
      ? {
          rho: gamma.value.rho.slice(),
          rhoError: gamma.value.rhoError.slice(),
          tauInt: tauIntByWindow(gamma.value.rho),
          window: gamma.value.window,
        }
      : null,
    histogram: counted?.ok
      ? { edges: counted.value.edges.slice(), counts: counted.value.counts.slice() }
      : null,
    running: gamma.ok ? runningAverage(values, update, gamma.value.tauInt) : null,
    spacing: spacingOf(update),
  });
};
