/**
 * From a table of Wilson loops W(R, T): the static potential V(R) = log(W(R, T) / W(R, T + 1)), and Creutz ratios
 *   chi(R, T) = - log[W(R, T) W(R-1, T-1) / (W(R, T-1) W(R-1, T))],  W with a side 0 being 1,
 * which tend to the string tension: perimeter and constant terms of log W cancel (M. Creutz, Phys. Rev. D 21 (1980) 2308).
 * Where noise makes a logarithm impossible the number is left out. Test: test/unit/engine/observable/static-potential.test.ts.
 */
import type { WilsonLoop } from './wilson-loops.ts';

export interface PotentialPoint {
  readonly r: number;
  readonly value: number;
}

export interface CreutzRatio {
  readonly r: number;
  readonly t: number;
  readonly value: number;
}

const tableOf = (loops: readonly WilsonLoop[]): ((r: number, t: number) => number) => {
  const values = new Map(loops.map(({ r, t, value }) => [`${r}x${t}`, value]));
  return (r, t) => values.get(`${r}x${t}`) ?? Number.NaN;
};

/** At T = `time`; the table must hold T + 1, too. */
export const staticPotential = (loops: readonly WilsonLoop[], time: number): PotentialPoint[] => {
  const w = tableOf(loops);
  return [...new Set(loops.map(({ r }) => r))]
    .map((r) => ({ r, value: Math.log(w(r, time) / w(r, time + 1)) }))
    .filter(({ value }) => Number.isFinite(value));
};

/** For every R and T of the table from 2 on. */
export const creutzRatios = (loops: readonly WilsonLoop[]): CreutzRatio[] => {
  const w = tableOf(loops);
  return loops
    .filter(({ r, t }) => r > 1 && t > 1)
    .map(({ r, t }) => ({
      r,
      t,
      value: -Math.log((w(r, t) * w(r - 1, t - 1)) / (w(r, t - 1) * w(r - 1, t))),
    }))
    .filter(({ value }) => Number.isFinite(value));
};
