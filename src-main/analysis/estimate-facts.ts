/**
 * Results as interfaces are told them: one flat record per observable, from the same numbers as the command line's tables.
 * Test: test/unit/main/analysis/chain-analysis.test.ts.
 */
import type { EstimateFacts } from '../contract/index.ts';
import { type CommonCut, samplesToDrop } from './cut.ts';
import { type Observable, shownObservables } from './observables.ts';
import { type Measured, type ObservableResult, type ResultOptions, resultsOf } from './run-results.ts';
import { hasEstimate } from './summary.ts';

export interface RunReport {
  readonly cut: CommonCut;
  readonly results: readonly EstimateFacts[];
}

const spread = (values: Float64Array): { readonly min: number | null; readonly max: number | null } => {
  if (values.length === 0) return { min: null, max: null };
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min, max } : { min: NaN, max: NaN };
};

const referenceOf = ({ reference }: ObservableResult): EstimateFacts['reference'] => {
  if (reference === undefined) return null;
  const { value, error, source, pull, verdict } = reference;
  return { value, error, source, deviations: pull === null ? null : Math.abs(pull), verdict };
};

export const estimateFacts = (
  observable: Observable,
  result: ObservableResult,
  cut: CommonCut,
): EstimateFacts => {
  const { values } = observable;
  const shared = {
    name: result.name,
    ...spread(values.subarray(samplesToDrop(observable, cut))),
    last: values.at(-1) ?? null,
    samples: result.samples,
    reference: referenceOf(result),
  };
  if (!hasEstimate(result))
    return {
      ...shared,
      value: null,
      error: null,
      formatted: '',
      tauInt: null,
      tauIntError: null,
      tauIntFormatted: '',
      warnings: [],
      problem: result.problem,
    };
  const { value, error, formatted, tauInt, tauIntError, tauIntFormatted, warnings } = result;
  return {
    ...shared,
    value,
    error,
    formatted,
    tauInt,
    tauIntError,
    tauIntFormatted,
    warnings: [...warnings],
    problem: null,
  };
};

/** Every shown observable after the common cut, or after a cut that was asked for. */
export const reportOf = (measured: Measured, asked: number | null): RunReport => {
  const observables = shownObservables(measured.histories);
  const options: ResultOptions = { observables, ...(asked === null ? {} : { cut: asked }) };
  const { cut, observables: results } = resultsOf(measured, options);
  return { cut, results: results.map((result, i) => estimateFacts(observables[i]!, result, cut)) };
};
