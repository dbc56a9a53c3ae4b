/**
 * What the energy violations dH of a hybrid Monte Carlo run must satisfy.
 *
 *   <exp(-dH)> = 1 in equilibrium (Creutz, Phys. Rev. D 38 (1988) 1228): area is preserved and dH is exact;
 *   acceptance = erfc(sqrt(<dH>)/2) for many degrees of freedom (Gupta et al., Phys. Lett. B 242 (1990) 437).
 *
 * Proved by test/unit/engine/statistics/delta-h.test.ts.
 */

import type { Result } from '../base/result.ts';
import { type Estimate, type EstimateOptions, estimate } from './estimate.ts';
import { type Series, segmentsOf } from './series.ts';
import { erfc } from './special-functions.ts';

/** <exp(-dH)> with its error; 1 within errors for a correct and thermalised run. */
export const expMinusDeltaH = (deltaH: Series, options: EstimateOptions = {}): Result<Estimate> =>
  estimate(
    segmentsOf(deltaH).map((segment) => segment.map((value) => Math.exp(-value))),
    options,
  );

/** The acceptance expected from the mean of dH; a mean that came out negative by fluctuation counts as 0. */
export const expectedAcceptance = (meanDeltaH: number): number =>
  erfc(Math.sqrt(Math.max(0, meanDeltaH)) / 2);
