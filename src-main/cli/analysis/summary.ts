/**
 * One observable: its average with error, autocorrelation time and cut, or why there is none.
 * Test: test/unit/main/cli/analysis/summary.test.ts.
 */
import type { Failure } from '../../../src-engine/base/result.ts';
import {
  detectThermalisation,
  type Estimate,
  estimate,
  formatEstimate,
  formatTauInt,
} from '../../../src-engine/statistics/index.ts';
import type { History } from './history.ts';

/** Where averaging begins: found from the series, after so many samples, or after an update. */
export type Cut = 'auto' | { readonly samples: number } | { readonly updates: number };

export type Summary =
  | ({ readonly name: string; readonly formatted: string; readonly tauIntFormatted: string } & Estimate)
  | { readonly name: string; readonly samples: number; readonly problem: Failure };

export const hasEstimate = (summary: Summary): summary is Extract<Summary, Estimate> => 'value' in summary;

const shortHistory = 'Too short for finding where equilibrium begins: nothing was cut.';

/** Samples to drop; values without update numbers count as one each. */
const samplesToDrop = ({ values, update }: History, cut: Exclude<Cut, 'auto'>): number => {
  if ('samples' in cut) return Math.min(cut.samples, values.length);
  if (update === undefined) return Math.min(cut.updates, values.length);
  const first = update.findIndex((number) => number > cut.updates);
  return first < 0 ? values.length : first;
};

const estimateOf = (history: History, cut: Cut) => {
  if (cut !== 'auto') return estimate(history.values, { cut: samplesToDrop(history, cut) });
  const detected = estimate(history.values, { cut: 'detect' });
  if (detected.ok || detected.error.code !== 'statistics.tooShort') return detected;
  const whole = estimate(history.values);
  if (!whole.ok) return whole;
  return { ...whole, value: { ...whole.value, warnings: [...whole.value.warnings, shortHistory] } };
};

/**
 * One cut for all series of a chain, found from the plaquette, or else from the first series; 'auto' where both are too short, so that
 * each series says so itself.
 */
export const commonCut = (histories: readonly History[]): Cut => {
  const guide = histories.find(({ name }) => name === 'plaquette') ?? histories[0];
  const found = guide && detectThermalisation(guide.values);
  if (guide === undefined || !found?.ok || !found.value.settled) return 'auto';
  const { cut } = found.value;
  return cut === 0 ? { samples: 0 } : { updates: guide.update?.[cut - 1] ?? cut };
};

export const summarise = (history: History, cut: Cut): Summary => {
  const { name, values } = history;
  const made = estimateOf(history, cut);
  if (!made.ok) return { name, samples: values.length, problem: made.error };
  return {
    name,
    formatted: formatEstimate(made.value),
    tauIntFormatted: formatTauInt(made.value),
    ...made.value,
  };
};
