/** Estimates as the field writes them (see api/format-with-error.ts). */
import { formatWithError } from '../api/format-with-error.ts';
import type { Estimate } from './estimate.ts';

/** The value with its error: 0.59368(3). */
export const formatEstimate = (estimate: Pick<Estimate, 'value' | 'error'>): string =>
  formatWithError(estimate.value, estimate.error);

/** The integrated autocorrelation time with its error: 3.1(4). */
export const formatTauInt = (estimate: Pick<Estimate, 'tauInt' | 'tauIntError'>): string =>
  formatWithError(estimate.tauInt, estimate.tauIntError);
