/**
 * Results as interfaces are told them: one flat record per observable, from the same numbers as the command line's tables.
 * Test: test/unit/main/analysis/chain-analysis.test.ts.
 */
import type { EstimateFacts } from '../contract/index.ts';
import { type CommonCut, samplesToDrop } from './cut.ts';
import { type Observable, shownObservables } from './observables.ts';
import type { ComparedReference } from './references.ts';
import {
  isOfTraining,
  type Measured,
  type ObservableResult,
  type ResultOptions,
  resultsOf,
} from './run-results.ts';
import { hasEstimate } from './summary.ts';
import type { TrainingResult } from './training-results.ts';

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

const referenceOf = (reference: ComparedReference | undefined): EstimateFacts['reference'] => {
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
    reference: referenceOf(result.reference),
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

/** The last value of a quantity of a training, where others have their average. */
const trainingFacts = (result: TrainingResult): EstimateFacts => {
  const { name, value, error, formatted, samples, min, max, reference } = result;
  return {
    name,
    value,
    error,
    formatted,
    tauInt: null,
    tauIntError: null,
    tauIntFormatted: '',
    samples,
    min,
    max,
    last: value,
    warnings: [],
    problem: null,
    reference: referenceOf(reference),
  };
};

/** Every shown observable after the common cut, or after a cut that was asked for; of a training what it came to. */
export const reportOf = (measured: Measured, asked: number | null): RunReport => {
  if (isOfTraining(measured)) {
    const { cut, training = [] } = resultsOf(measured);
    return { cut, results: training.map(trainingFacts) };
  }
  const observables = shownObservables(measured.histories);
  const options: ResultOptions = { observables, ...(asked === null ? {} : { cut: asked }) };
  const { cut, observables: results } = resultsOf(measured, options);
  return { cut, results: results.map((result, i) => estimateFacts(observables[i]!, result, cut)) };
};
