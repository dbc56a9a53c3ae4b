/**
 * What is measured with quarks during a run: sections of [measure]. The quark is [valence], or the first sea quark.
 * Correlators are sums over the sink's time slice and over the source's spin and colour, without volume factors; t counts from the source.
 */
import type { Recurring } from './run-spec.ts';

/** Sections that need a quark. */
export const QUARK_OBSERVABLES = ['pion', 'mesons', 'nucleon', 'pcac', 'condensate', 'eigenvalues'] as const;
export type QuarkObservable = (typeof QUARK_OBSERVABLES)[number];

/** Where a propagator starts. Noise sources fill one time slice and are averaged over `hits`. */
export interface SourceSpec {
  readonly source: 'point' | 'wall' | 'z2' | 'z4' | 'gaussian';
  /** Of a point source; the origin when absent. */
  readonly position?: readonly number[];
  /** Time slice of a wall or noise source; 0 when absent. */
  readonly time?: number;
  /** Noise vectors; only for noise. */
  readonly hits?: number;
}

/** Gamma structures of local quark bilinears; gt is that of the last direction. */
export const MESON_CHANNELS = [
  '1',
  'g5',
  'gx',
  'gy',
  'gz',
  'gt',
  'g5gx',
  'g5gy',
  'g5gz',
  'g5gt',
  'gxgy',
  'gygz',
  'gzgx',
  'gtgx',
  'gtgy',
  'gtgz',
] as const;
export type MesonChannel = (typeof MESON_CHANNELS)[number];

/** Metrics pion.T (t = T), pion.mass.T: effective mass from cosh at T. */
export interface PionSpec extends Recurring, SourceSpec {}

/** Metrics meson.CHANNEL.T, and rho.T, the mean of gx, gy and gz, where all three are there. */
export interface MesonsSpec extends Recurring, SourceSpec {
  readonly channel: readonly MesonChannel[];
}

/** Metrics nucleon.T: positive parity, real part. */
export interface NucleonSpec extends Recurring, SourceSpec {}

/** Metrics pcac-mass (mean over the middle half) and pcac-mass.T. */
export interface PcacSpec extends Recurring, SourceSpec {}

/** Metrics condensate = Tr D^-1 / V (sum over spin and colour), condensate.error (of the noise), trace-inverse.N = Tr D^-N / V. */
export interface CondensateSpec extends Recurring {
  readonly noise: 'z2' | 'z4' | 'gaussian' | 'exact';
  readonly hits?: number;
  readonly dilution?: 'none' | 'even-odd' | 'time' | 'spin-colour';
  /** Largest N of Tr D^-N. */
  readonly powers: number;
}

/** Metrics eigenvalue.I, rising from 0: lowest of D^+ D. */
export interface EigenvaluesSpec extends Recurring {
  readonly count: number;
  readonly tolerance: number;
}

/** Metrics static-potential.R = log(W(R, T) / W(R, T + 1)) at T = time. */
export interface StaticPotentialSpec extends Recurring {
  readonly maxR: number;
  readonly time: number;
  readonly smearing: 'none' | 'ape' | 'stout';
  readonly smearingSteps?: number;
  readonly smearingStrength?: number;
}

/** Metrics creutz-ratio.RxT = -log[W(R,T) W(R-1,T-1) / (W(R,T-1) W(R-1,T))]. */
export interface CreutzRatiosSpec extends Recurring {
  readonly max: number;
}
