/** Whole results of measurements with quarks: JSON. `solver` says how well the Dirac equations behind them were solved. */
import type { MesonChannel } from '../api/spec/hadron-spec.ts';
import type { PcacMass } from '../hadron/pcac.ts';
import type { SolverTotals } from '../hadron/propagator.ts';

interface Solved {
  readonly solver: SolverTotals;
}

/** Correlators count time from the source. */
export interface PionDetail extends Solved {
  readonly correlator: readonly number[];
  /** At t = 0 .. T - 2; null where there is none. */
  readonly effectiveMass: readonly (number | null)[];
}

export interface MesonsDetail extends Solved {
  readonly correlators: readonly { readonly channel: MesonChannel; readonly values: readonly number[] }[];
}

export interface NucleonDetail extends Solved {
  readonly correlator: readonly number[];
}

export interface PcacDetail extends Solved, PcacMass {}

export interface CondensateDetail extends Solved {
  /** Re Tr D^-n / V for n = 1, 2 .. */
  readonly traces: readonly number[];
  /** Of the noise; absent for exact traces and a single noise vector. */
  readonly errors?: readonly number[];
  /** Noise vectors; 0 for exact traces. */
  readonly hits: number;
}

export interface EigenvaluesDetail {
  readonly eigenvalues: readonly number[];
  /** |A v - lambda v| of each, v normalised. */
  readonly residuals: readonly number[];
  readonly iterations: number;
}

export type QuarkDetail =
  | PionDetail
  | MesonsDetail
  | NucleonDetail
  | PcacDetail
  | CondensateDetail
  | EigenvaluesDetail;
