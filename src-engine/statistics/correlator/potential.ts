/**
 * Static potential V(r) = V0 + sigma r - e/r and what follows from it: sqrt(sigma), and Sommer's scale r0 with r0^2 V'(r0) = 1.65, which
 * is r0 = sqrt((1.65 - e)/sigma) (R. Sommer, Nucl. Phys. B 411 (1994) 839). In lattice units.
 * Proved by test/unit/engine/statistics/correlator/potential.test.ts.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import { type Fit, fitReplicated, fittedValue } from './fit.ts';
import type { LeastSquares } from './least-squares.ts';
import { potentialModel } from './model.ts';
import type { Replicated } from './replicas.ts';
import type { Weighing } from './weight.ts';

interface Measured {
  readonly value: number;
  readonly error: number;
}

export interface PotentialFit {
  readonly fit: Fit;
  readonly v0: Measured;
  readonly sigma: Measured;
  readonly e: Measured;
  readonly rootSigma: Measured;
  readonly r0: Measured;
}

export function fitPotential(data: Replicated, r: Float64Array, weighing: Weighing): Result<PotentialFit> {
  const made = fitReplicated(data, r, potentialModel, weighing);
  if (!made.ok) return made;
  const fit = made.value;
  const of = (make: (a: Float64Array) => number): Measured =>
    fittedValue(fit, ({ amplitudes }: LeastSquares) => make(amplitudes));
  const rootSigma = of((a) => Math.sqrt(a[1]!));
  const r0 = of((a) => Math.sqrt((1.65 - a[2]!) / a[1]!));
  if (!Number.isFinite(r0.error + rootSigma.error))
    return fail(
      'statistics.noFit',
      'The fitted string tension is not clearly positive, so the scale r0 is not defined.',
      'Choose another range of r, or run longer.',
    );
  return ok({ fit, v0: of((a) => a[0]!), sigma: of((a) => a[1]!), e: of((a) => a[2]!), rootSigma, r0 });
}
