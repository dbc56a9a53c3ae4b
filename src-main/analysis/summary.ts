/**
 * One observable after the cut: its average with error and autocorrelation time, or why there is none.
 * Test: test/unit/main/analysis/summary.test.ts.
 */
import type { Failure } from '../../src-engine/base/result.ts';
import { type Estimate, estimate, formatEstimate, formatTauInt } from '../../src-engine/statistics/index.ts';
import { type CommonCut, samplesToDrop } from './cut.ts';
import type { History } from './history.ts';

export type Summary =
  | ({ readonly name: string; readonly formatted: string; readonly tauIntFormatted: string } & Estimate)
  /** `samples` are those after the cut. */
  | { readonly name: string; readonly samples: number; readonly problem: Failure };

export const hasEstimate = <S extends Summary>(summary: S): summary is Extract<S, Estimate> =>
  'value' in summary;

export const summarise = (history: History, cut: CommonCut): Summary => {
  const { name, values } = history;
  const drop = samplesToDrop(history, cut);
  const made = estimate(values, { cut: drop });
  if (!made.ok) return { name, samples: values.length - drop, problem: made.error };
  const doubts = cut.warning === undefined ? [] : [cut.warning];
  return {
    name,
    formatted: formatEstimate(made.value),
    tauIntFormatted: formatTauInt(made.value),
    ...made.value,
    warnings: [...doubts, ...made.value.warnings],
  };
};
