/**
 * What the energy violations of hybrid Monte Carlo must satisfy: <exp(-dH)> = 1, and an acceptance that follows from <dH>
 * (for large volumes). Test: test/unit/main/cli/analysis/hmc-checks.test.ts.
 */
import {
  type Estimate,
  estimateDerived,
  expectedAcceptance,
  expMinusDeltaH,
  formatEstimate,
} from '../../../src-engine/statistics/index.ts';
import type { History } from './history.ts';
import { type Cut, hasEstimate, type Summary, summarise } from './summary.ts';

export interface HmcChecks {
  /** Should be 1 within errors. */
  readonly expMinusDeltaH: Estimate & {
    readonly formatted: string;
    /** (value - 1) / error; null without an error. */
    readonly deviation: number | null;
    /** False when the deviation is above `agreement` errors. */
    readonly agrees: boolean;
  };
  /** Absent when acceptances were not recorded. */
  readonly acceptance?: Summary;
  /** erfc(sqrt(<dH>)/2), what many degrees of freedom would give. */
  readonly expectedAcceptance: Pick<Estimate, 'value' | 'error'> & { readonly formatted: string };
}

/** One false alarm in 1.7 million for a correct program and error. */
export const agreement = 5;

const named = (histories: readonly History[], name: string): History | undefined =>
  histories.find((history) => history.name === name);

/** Undefined for runs without dH, and for those with too few trajectories. */
export const checkHmc = (histories: readonly History[], cut: Cut): HmcChecks | undefined => {
  const history = named(histories, 'delta-h');
  const summary = history && summarise(history, cut);
  if (history === undefined || summary === undefined || !hasEstimate(summary)) return undefined;
  const made = expMinusDeltaH(history.values, { cut: summary.cut });
  const expected = estimateDerived((means) => expectedAcceptance(means[0]!), [history.values], {
    cut: summary.cut,
  });
  if (!made.ok || !expected.ok) return undefined;
  const { value, error } = made.value;
  const deviation = error > 0 ? (value - 1) / error : null;
  const accepted = named(histories, 'accepted') ?? named(histories, 'acceptance');
  return {
    expMinusDeltaH: {
      ...made.value,
      formatted: formatEstimate(made.value),
      deviation,
      agrees: deviation === null || Math.abs(deviation) <= agreement,
    },
    ...(accepted === undefined ? {} : { acceptance: summarise(accepted, cut) }),
    expectedAcceptance: {
      value: expected.value.value,
      error: expected.value.error,
      formatted: formatEstimate(expected.value),
    },
  };
};
