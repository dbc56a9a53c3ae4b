/**
 * The shortest rational function (remez.ts) that is as close to a power as wanted. The error falls by about exp(-pi^2 / ln(4 sqrt(upper / lower)))
 * with each degree, so the degree is guessed and then corrected. Approximations are remembered.
 * Test: test/unit/engine/pseudofermion/rational/approximation.test.ts.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import type { RationalFunction, RationalPower } from './rational-function.ts';
import { remez } from './remez.ts';

const MAX_DEGREE = 60;
/** Double-double numbers resolve errors down to about this. */
export const SMALLEST_ERROR = 1e-15;

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

const known = new Map<string, RationalFunction>();

const ofDegree = (
  power: RationalPower,
  degree: number,
  { lower, upper }: Interval,
): Result<RationalFunction> => {
  const key = [power.p, power.q, degree, lower, upper].join();
  const seen = known.get(key);
  if (seen !== undefined) return ok(seen);
  const found = remez(power, degree, lower, upper);
  if (found.ok) known.set(key, found.value);
  return found;
};

/** x^(p/q) on the interval with a relative error of at most `error`. fermion.unsupported: it would have more than MAX_DEGREE terms; errors of remez. */
export const approximation = (
  power: RationalPower,
  interval: Interval,
  error: number,
): Result<RationalFunction> => {
  const rate = Math.PI ** 2 / Math.log(4 * Math.sqrt(interval.upper / interval.lower));
  const wanted = Math.max(error, SMALLEST_ERROR);
  const guess = Math.ceil(Math.log(2 / wanted) / rate);
  const first = Math.max(1, Math.min(MAX_DEGREE, Number.isFinite(guess) ? guess : 1));
  let best = ofDegree(power, first, interval);
  for (let n = first + 1; n <= MAX_DEGREE && best.ok && best.value.error > wanted; n++)
    best = ofDegree(power, n, interval);
  if (!best.ok) return best;
  if (best.value.error > wanted) {
    return fail(
      'fermion.unsupported',
      `A rational approximation of x^(${power.p}/${power.q}) on [${interval.lower}, ${interval.upper}] with an error of ${error} has more than ${MAX_DEGREE} terms.`,
      'Allow a larger error, or use heavier quarks.',
    );
  }
  for (let n = best.value.terms.length - 1; n >= 1; n--) {
    const shorter = ofDegree(power, n, interval);
    if (!shorter.ok || shorter.value.error > wanted) break;
    best = shorter;
  }
  return best;
};
