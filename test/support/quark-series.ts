/**
 * Series of a run with quarks, made up but realistic: pion, rho (with an excited state) and nucleon on 32 times, a static potential, a
 * condensate, eigenvalues, energies and forces by term, the solver's history. Each with known means (`quarkTruth`).
 */
import { ar1, normal, uniform } from '../unit/engine/statistics/ar1.ts';
import { syntheticCorrelator } from './synthetic-correlator.ts';

export const quarkTruth = {
  extent: 32,
  pion: 0.32,
  rho: 0.58,
  rhoExcited: 1.05,
  nucleon: 0.85,
  pcac: 0.0412,
  v0: 0.62,
  sigma: 0.055,
  e: 0.29,
} as const;

export const quarkSeries = (samples: number, seed = 5): Readonly<Record<string, Float64Array>> => {
  const gauss = normal(uniform(seed));
  const { extent, pion, rho, rhoExcited, nucleon, pcac, v0, sigma, e } = quarkTruth;
  const shared = { extent, samples, memory: 0.5 };
  const named = (
    name: string,
    series: readonly Float64Array[],
  ): readonly (readonly [string, Float64Array])[] => series.map((values, t) => [`${name}.${t}`, values]);
  const flow = (memory: number, mean: number, deviation: number): Float64Array =>
    ar1(memory, samples, gauss).map((x) => mean + deviation * x);
  const kinetic = flow(0, 0, 4.1);
  const gauge = kinetic.map((value) => -0.8 * value + 0.5 * gauss());
  const quark = kinetic.map((value, n) => -value - gauge[n]! + 0.08 + 0.4 * gauss());
  const lowest = flow(0.7, 2.1e-3, 3e-4);
  const potential = Array.from({ length: 6 }, (_, k) => {
    const r = k + 1;
    return flow(0.3, v0 + sigma * r - e / r, 0.004 * Math.exp(0.55 * r));
  });
  return Object.fromEntries([
    ['plaquette', flow(0.6, 0.5724, 0.0012)],
    ['accepted', Float64Array.from(kinetic, (_, n) => (n % 8 === 3 ? 0 : 1))],
    ['seconds', flow(0, 2.4, 0.05)],
    ['seconds.solver', flow(0, 1.9, 0.05)],
    ['solver.iterations', flow(0.4, 1480, 35).map(Math.round)],
    ['solver.residual', flow(0, -12.3, 0.15).map((power) => 10 ** power)],
    ['delta-h', kinetic.map((value, n) => value + gauge[n]! + quark[n]!)],
    ['delta-h.kinetic', kinetic],
    ['delta-h.gauge', gauge],
    ['delta-h.quark1', quark],
    ['force.gauge', flow(0.2, 1.31, 0.01)],
    ['force.quark1', flow(0.3, 0.24, 0.012)],
    ['condensate', flow(0.3, 11.62, 0.02)],
    ['pcac-mass', flow(0.3, pcac, 0.004)],
    ...named(
      'pcac-mass',
      Array.from({ length: extent }, (_, t) =>
        flow(0.3, pcac + 0.3 * (Math.exp(-1.1 * t) + Math.exp(-1.1 * (extent - t))), 0.004),
      ),
    ),
    ...named(
      'pion',
      syntheticCorrelator({
        ...shared,
        mass: pion,
        amplitude: 0.8,
        noise: 0.06,
        correlation: 0.9,
        growth: 0.02,
        excited: [0.9, 1.6],
        seed,
      }),
    ),
    ...named(
      'rho',
      syntheticCorrelator({
        ...shared,
        mass: rho,
        amplitude: 0.5,
        noise: 0.05,
        correlation: 0.85,
        growth: 0.16,
        excited: [0.7, rhoExcited],
        seed: seed + 1,
      }),
    ),
    ...named(
      'nucleon',
      syntheticCorrelator({
        ...shared,
        mass: nucleon,
        shape: 'exp',
        noise: 0.06,
        correlation: 0.8,
        growth: 0.2,
        seed: seed + 2,
      }),
    ),
    ...Array.from(potential, (values, k) => [`static-potential.${k + 1}`, values] as const),
    ...Array.from(
      { length: 8 },
      (_, i) =>
        [
          `eigenvalue.${i}`,
          lowest.map((low) => low * (1 + 0.75 * i) + 2e-4 * i * Math.abs(gauss())),
        ] as const,
    ),
  ]);
};
