/** More about one observable than its result: the same average by other methods, and how its values are spread. */
import type { Failure } from '../../src-engine/base/result.ts';
import { type Histogram, histogram } from '../../src-engine/statistics/index.ts';
import type { History } from './history.ts';
import { type Comparison, resample } from './resampling.ts';
import type { ObservableResult } from './run-results.ts';
import { hasEstimate } from './summary.ts';

export type ObservableAnalysis = ObservableResult & {
  /** The same average by other methods. */
  readonly comparison?: Comparison;
  readonly histogram?: Histogram;
  /** Why one of these is missing. */
  readonly missing?: Failure;
};

/** `bins`: true for an automatic number, undefined for no histogram. */
export const analyseOne = (
  history: History,
  result: ObservableResult,
  bins: number | true | undefined,
): ObservableAnalysis => {
  if (!hasEstimate(result)) return result;
  const comparison = resample(history.values, result);
  const used = history.values.subarray(result.cut);
  const counted = bins === undefined ? undefined : histogram(used, bins === true ? {} : { bins });
  return {
    ...result,
    ...(comparison.ok ? { comparison: comparison.value } : { missing: comparison.error }),
    ...(counted?.ok ? { histogram: counted.value } : {}),
  };
};
