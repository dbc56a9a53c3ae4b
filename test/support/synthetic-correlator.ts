/**
 * Correlators as a run would measure them, with everything known: mean a [e^{-m t} + e^{-m (T - t)}] (or without the way back), relative
 * errors that rise with t, correlations r^{|t - t'|} between times, autocorrelation a^n between samples (tau_int = 1/2 + a/(1 - a)).
 */
import { ar1, normal, uniform } from '../unit/engine/statistics/ar1.ts';

export interface Synthetic {
  readonly extent: number;
  readonly samples: number;
  readonly mass: number;
  readonly amplitude?: number;
  readonly shape?: 'cosh' | 'exp';
  /** Relative deviation of one sample at t = 0, and by which power of e^t it grows towards the middle. */
  readonly noise: number;
  readonly growth?: number;
  /** r */
  readonly correlation?: number;
  /** a */
  readonly memory?: number;
  readonly seed: number;
  /** Amplitude and mass of a second state. */
  readonly excited?: readonly [number, number];
}

export const exactCorrelator = ({ extent, mass, amplitude = 1, shape = 'cosh', excited }: Synthetic) => {
  const state = (a: number, m: number, t: number): number =>
    a * (Math.exp(-m * t) + (shape === 'cosh' ? Math.exp(-m * (extent - t)) : 0));
  return Float64Array.from(
    { length: extent },
    (_, t) => state(amplitude, mass, t) + (excited === undefined ? 0 : state(...excited, t)),
  );
};

/** One series per time. */
export const syntheticCorrelator = (wanted: Synthetic): readonly Float64Array[] => {
  const { extent, samples, noise, growth = 0, correlation = 0, memory = 0, seed, shape = 'cosh' } = wanted;
  const gauss = normal(uniform(seed));
  const mean = exactCorrelator(wanted);
  const kick = Math.sqrt(1 - correlation ** 2);
  let neighbour: Float64Array = new Float64Array(samples);
  return Array.from(mean, (value, t) => {
    const own = ar1(memory, samples, gauss);
    const fluctuation = t === 0 ? own : own.map((x, n) => correlation * neighbour[n]! + kick * x);
    neighbour = fluctuation;
    const distance = shape === 'cosh' ? Math.min(t, extent - t) : t;
    return fluctuation.map((x) => value * (1 + noise * Math.exp(growth * distance) * x));
  });
};
