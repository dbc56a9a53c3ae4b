import { describe, expect, it } from 'vitest';
import { summarise } from '../../../../src-main/analysis/summary.ts';
import { chargeMoves, MOVES_NEEDED, tauOf } from '../../../../src-main/race/tau.ts';
import { ar1, exactTauInt, normal, uniform } from '../../engine/statistics/ar1.ts';

const nothingCut = { kind: 'none', unit: 'samples', length: 0 } as const;
const summary = (values: Float64Array) => summarise({ name: 'q', values }, nothingCut);

/** Jumps between 0 and 1 with a probability p per update: rho(t) = (1 - 2p)^t. */
const twoStates = (p: number, length: number, random: () => number): Float64Array => {
  let state = random() < 0.5 ? 0 : 1;
  return Float64Array.from({ length }, () => {
    if (random() < p) state = 1 - state;
    return state;
  });
};

describe('moves of a charge', () => {
  it('are counted where values are near integers, and unknown elsewhere', () => {
    expect(chargeMoves(Float64Array.of(0, 0.01, 1, 0.99, 0, -1))).toBe(3);
    expect(chargeMoves(new Float64Array(50))).toBe(0);
    expect(chargeMoves(Float64Array.from(ar1(0.5, 1000, normal(uniform(3)))))).toBeNull();
    expect(chargeMoves(new Float64Array(0))).toBeNull();
  });
});

describe('tau_int', () => {
  it('is that of the Gamma method, in updates, for a history that moves', () => {
    const values = ar1(0.8, 20_000, normal(uniform(1)));
    const tau = tauOf({ summary: summary(values), spacing: 3, moves: null, isSquare: false });
    expect(tau.kind).toBe('measured');
    expect(tau.short).toBe(false);
    expect(Math.abs(tau.updates! - 3 * exactTauInt(0.8))).toBeLessThan(4 * tau.error!);
  });

  it('of a charge that never moved is only bounded from below, though the Gamma method says 1/2', () => {
    const frozen = summary(new Float64Array(6000).fill(2));
    expect(frozen).toMatchObject({ tauInt: 0.5, error: 0 });
    const tau = tauOf({ summary: frozen, spacing: 1, moves: 0, isSquare: false });
    expect(tau).toMatchObject({ kind: 'bound', updates: 1000, formatted: '> 1000', short: true });
    expect(tauOf({ summary: frozen, spacing: 1, moves: 0, isSquare: true }).updates).toBe(500);
    // what is no charge, and never changed
    expect(tauOf({ summary: frozen, spacing: 1, moves: null, isSquare: false }).kind).toBe('bound');
  });

  it('of a charge that rarely moves is truly above its bound, 95 times of 100', () => {
    const p = 1e-3;
    const random = uniform(7);
    let bounded = 0;
    let right = 0;
    for (let k = 0; k < 400; k++) {
      const values = twoStates(p, 4000, random);
      const moves = chargeMoves(values)!;
      const tau = tauOf({ summary: summary(values), spacing: 1, moves, isSquare: false });
      if (moves >= MOVES_NEEDED) continue;
      bounded++;
      if (tau.updates! < exactTauInt(1 - 2 * p)) right++;
    }
    expect(bounded).toBeGreaterThan(300);
    expect(right / bounded).toBeGreaterThan(0.92);
    // and not by being empty
    expect(right / bounded).toBeLessThan(1);
  });

  it('of a history without an estimate is unknown; one shorter than 50 of them is marked', () => {
    expect(
      tauOf({ summary: summary(new Float64Array(3)), spacing: 1, moves: null, isSquare: false }),
    ).toMatchObject({ kind: 'unknown', updates: null });
    const drifting = Float64Array.from({ length: 400 }, (_, i) => i);
    expect(tauOf({ summary: summary(drifting), spacing: 1, moves: null, isSquare: false }).short).toBe(true);
  });
});
