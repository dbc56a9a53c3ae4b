/**
 * Importance weights w = p/q (p not normalised) of N independent samples of a flow:
 *   Z = <w>_q,   <O>_p = <w O>_q / <w>_q,   ESS = (sum w)^2 / (N sum w^2), a fraction of N
 * (K. Nicoli et al., arXiv:1910.13496, 2007.07115). Errors by the jackknife of these functions of means, so those of the weights are in; the 1/N bias of ratios and
 * logarithms is taken out. ESS of few samples is too large, as long as the largest weights have not been met; it is at least 1/N.
 * Proved by test/unit/engine/learn/sample/reweight.test.ts, test/statistics/flow-sampling.test.ts.
 */
import { ok, type Result } from '../../base/result.ts';
import { jackknife } from '../../statistics/index.ts';

export interface ValueWithError {
  readonly value: number;
  readonly error: number;
}

/** Weights over the largest one. */
const relativeWeights = (
  logWeights: Float64Array,
): { readonly w: Float64Array; readonly largest: number } => {
  let largest = Number.NEGATIVE_INFINITY;
  for (const l of logWeights) largest = Math.max(largest, l);
  return { w: logWeights.map((l) => Math.exp(l - largest)), largest };
};

/** Independent samples: blocks are only there to bound the work. */
const BLOCKS = 4096;
const ratio = (
  f: (means: Float64Array) => number,
  series: readonly Float64Array[],
): Result<ValueWithError> => {
  const blockLength = Math.ceil(series[0]!.length / BLOCKS);
  const result = jackknife(f, series, { blockLength });
  return result.ok ? ok({ value: result.value.value, error: result.value.error }) : result;
};

/** Effective samples over samples. */
export const effectiveSampleSize = (logWeights: Float64Array): number => {
  const { w } = relativeWeights(logWeights);
  let sum = 0;
  let squares = 0;
  for (const x of w) {
    sum += x;
    squares += x * x;
  }
  return (sum * sum) / (w.length * squares);
};

/** The effective sample size with its error; the value is that of its definition. */
export const effectiveSampleSizeOf = (logWeights: Float64Array): Result<ValueWithError> => {
  const { w } = relativeWeights(logWeights);
  const squares = w.map((x) => x * x);
  const estimate = ratio(([mean, square]) => mean! ** 2 / square!, [w, squares]);
  return estimate.ok ? ok({ value: effectiveSampleSize(logWeights), error: estimate.value.error }) : estimate;
};

/** log Z = log <w>; the free energy is -log Z. */
export const logPartition = (logWeights: Float64Array): Result<ValueWithError> => {
  const { w, largest } = relativeWeights(logWeights);
  const estimate = ratio(([mean]) => Math.log(mean!), [w]);
  return estimate.ok ? ok({ ...estimate.value, value: estimate.value.value + largest }) : estimate;
};

/** f of the averages of observables in the target, each given on every sample. */
export const reweighted = (
  logWeights: Float64Array,
  observables: readonly Float64Array[],
  f: (means: Float64Array) => number = ([mean]) => mean!,
): Result<ValueWithError> => {
  const { w } = relativeWeights(logWeights);
  const series = [w, ...observables.map((o) => o.map((x, i) => x * w[i]!))];
  return ratio((means) => f(means.subarray(1).map((x) => x / means[0]!)), series);
};
