/**
 * Effective masses of a replicated correlator with errors by jackknife.
 *
 *   cosh  C(t)/C(t + 1) = cosh(m (t - T/2)) / cosh(m (t + 1 - T/2))   (hadron/effective-mass.ts)
 *   log   m = log(C(t)/C(t + 1))
 *
 * NaN where there is none at the mean or in one of the replicas: then its error is not known either.
 * Proved by test/unit/engine/statistics/correlator/effective-mass.test.ts.
 */
import { coshMass } from '../../hadron/effective-mass.ts';
import { jackknifeErrors, mapReplicated, type Replicated } from './replicas.ts';

export interface EffectiveMasses {
  /** At t = 0 ... one less than the points of the correlator. */
  readonly value: Float64Array;
  readonly error: Float64Array;
}

/** `extent` = T; undefined for the logarithm. Component t of the correlator is C(t). */
export function effectiveMassesOf(correlator: Replicated, extent: number | undefined): EffectiveMasses {
  const massAt = (here: number, next: number, t: number): number =>
    extent === undefined ? Math.log(here / next) : (coshMass(here, next, t, extent) ?? Number.NaN);
  const masses = mapReplicated(correlator, (c) =>
    c.subarray(0, -1).map((here, t) => massAt(here, c[t + 1]!, t)),
  );
  const error = jackknifeErrors(masses);
  const known = (t: number): boolean => Number.isFinite(masses.mean[t]) && Number.isFinite(error[t]);
  return {
    value: masses.mean.map((value, t) => (known(t) ? value : Number.NaN)),
    error: error.map((value, t) => (known(t) ? value : Number.NaN)),
  };
}

/** (C(t) + C(T - t))/2 for t = 0 ... T/2, of a whole correlator that is symmetric in time. */
export const folded = (whole: Replicated): Replicated =>
  mapReplicated(whole, (c) =>
    Float64Array.from({ length: Math.floor(c.length / 2) + 1 }, (_, t) =>
      t === 0 ? c[0]! : (c[t]! + c[c.length - t]!) / 2,
    ),
  );
