/** Everything `analyze` says about one observable. */
import type { Failure } from '../../../src-engine/base/result.ts';
import { type Histogram, histogram } from '../../../src-engine/statistics/index.ts';
import type { History } from './history.ts';
import { type Comparison, resample } from './resampling.ts';
import { type Cut, hasEstimate, type Summary, summarise } from './summary.ts';

export type ObservableAnalysis = Summary & {
  /** The same average by other methods. */
  readonly comparison?: Comparison;
  readonly histogram?: Histogram;
  /** Why one of these is missing. */
  readonly missing?: Failure;
};

/** `bins`: true for an automatic number, undefined for no histogram. */
export const analyseOne = (
  history: History,
  cut: Cut,
  bins: number | true | undefined,
): ObservableAnalysis => {
  const summary = summarise(history, cut);
  if (!hasEstimate(summary)) return summary;
  const comparison = resample(history.values, summary);
  const used = history.values.subarray(summary.cut);
  const counted = bins === undefined ? undefined : histogram(used, bins === true ? {} : { bins });
  return {
    ...summary,
    ...(comparison.ok ? { comparison: comparison.value } : { missing: comparison.error }),
    ...(counted?.ok ? { histogram: counted.value } : {}),
  };
};
