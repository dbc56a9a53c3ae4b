/**
 * Whether an autocorrelation time can be known from a history. A series that never changes, or a topological charge that changed a few times, gives the
 * Gamma method a small and worthless number; then only a bound from below is told.
 *
 * The charge moved n times in T updates. If its moves are independent events, the mean time between them is above T / u(n) with 95 % confidence, u the
 * upper Poisson limit for n events. For a reversible chain with unit moves tau_int(Q) >= 2 <Q^2> (time between moves); with <Q^2> at least 1/4 (below that the
 * charge hardly matters) tau_int(Q) > T / 2 u and, as its square forgets twice as fast, tau_int(Q^2) > T / 4 u.
 * Test: test/unit/main/race/tau.test.ts.
 */
import { formatWithError } from '../../src-engine/api/format-with-error.ts';
import type { Summary } from '../analysis/summary.ts';
import { hasEstimate } from '../analysis/summary.ts';
import type { RaceTau } from '../contract/index.ts';

/** Upper limits at 95 % of the mean of a Poisson distribution that gave 0, 1, 2, .. events (Particle Data Group, table of Poisson limits). */
const UPPER = [3, 4.74, 6.3, 7.75, 9.15, 10.51, 11.84, 13.15, 14.43, 15.71];
/** With fewer moves than this a rate is a guess. */
export const MOVES_NEEDED = UPPER.length;
/** A history shorter than this many tau_int does not know its error (engine's warning). */
const LONG_ENOUGH = 50;
/** Root of the mean square distance from integers below which a charge counts as one. */
const QUANTISED = 0.15;

/** How often a charge changed; null for values that are not near integers. */
export const chargeMoves = (charge: Float64Array): number | null => {
  if (charge.length === 0) return null;
  let moves = 0;
  let distance = 0;
  let last = Math.round(charge[0]!);
  for (const value of charge) {
    const whole = Math.round(value);
    distance += (value - whole) ** 2;
    if (whole !== last) moves++;
    last = whole;
  }
  return Math.sqrt(distance / charge.length) < QUANTISED ? moves : null;
};

export interface TauQuestion {
  readonly summary: Summary;
  /** Updates from sample to sample. */
  readonly spacing: number;
  /** Of the charge that it is made of; null for everything else. */
  readonly moves: number | null;
  /** Whether it is the square of that charge. */
  readonly isSquare: boolean;
}

const bound = (updates: number): RaceTau => ({
  kind: 'bound',
  updates,
  error: null,
  formatted: `> ${updates >= 100 ? Math.floor(updates) : Number(updates.toPrecision(2))}`,
  short: true,
});

export const tauOf = ({ summary, spacing, moves, isSquare }: TauQuestion): RaceTau => {
  if (!hasEstimate(summary))
    return { kind: 'unknown', updates: null, error: null, formatted: '', short: true };
  const updates = summary.samples * spacing;
  if (moves !== null && moves < MOVES_NEEDED) return bound(updates / UPPER[moves]! / (isSquare ? 4 : 2));
  if (summary.error === 0) return bound(updates / UPPER[0]! / 2);
  const tau = summary.tauInt * spacing;
  const error = summary.tauIntError * spacing;
  return {
    kind: 'measured',
    updates: tau,
    error,
    formatted: formatWithError(tau, error),
    short: summary.samples < LONG_ENOUGH * summary.tauInt,
  };
};
