/** A scalar field with its action and every update algorithm, on one thread with the same arithmetic on every machine. */
import { unwrap } from '../../src-engine/base/result.ts';
import { Device } from '../../src-engine/kernel/device.ts';
import { singleThreadExecutor } from '../../src-engine/kernel/single-thread.ts';
import { Lattice } from '../../src-engine/lattice/lattice.ts';
import type { Phi4Coupling } from '../../src-engine/learn/target/phi4.ts';
import { clusterUpdate } from '../../src-engine/scalar/cluster.ts';
import { scalarMeter } from '../../src-engine/scalar/observables.ts';
import { phi4Action } from '../../src-engine/scalar/phi4-action.ts';
import { makeScalarField, setHotScalar } from '../../src-engine/scalar/scalar-field.ts';
import { type ScalarDraw, type ScalarHmcOptions, scalarHmc } from '../../src-engine/scalar/scalar-hmc.ts';
import { type ScalarMetropolisOptions, scalarMetropolis } from '../../src-engine/scalar/scalar-metropolis.ts';
import { type Estimate, estimate } from '../../src-engine/statistics/index.ts';
import { SCHEMES } from '../../src-engine/update/integrator/index.ts';

/** From zero, or from normal numbers where a seed is given: large fields have forces that long steps do not follow. */
export const scalarLab = (dims: readonly number[], coupling: Phi4Coupling, seed?: number) => {
  const lattice = new Lattice(new Device(singleThreadExecutor(), { reproducible: true }), dims);
  const field = makeScalarField(lattice);
  if (seed !== undefined) setHotScalar(field, seed);
  const action = phi4Action(field, coupling);
  return {
    lattice,
    field,
    action,
    measure: scalarMeter(field, action),
    hmc: (options: Omit<ScalarHmcOptions, 'scheme'> & { readonly scheme?: string }) =>
      scalarHmc(field, action, { ...options, scheme: SCHEMES[options.scheme ?? 'omelyan-2']! }),
    metropolis: (options: ScalarMetropolisOptions) => scalarMetropolis(field, coupling, options),
    cluster: () => clusterUpdate(field),
  };
};

export type ScalarLab = ReturnType<typeof scalarLab>;

/** Histories of `updates` updates, after a tenth of them, with errors by the Gamma method. */
export const scalarChain = (
  lab: ScalarLab,
  updates: number,
  seed: number,
  step: (draw: ScalarDraw) => Readonly<Record<string, number>>,
): Readonly<Record<string, Estimate>> => {
  const columns: Record<string, Float64Array> = {};
  const cut = Math.ceil(updates / 10);
  for (let update = 1; update <= cut + updates; update++) {
    const values = step({ seed, update });
    if (update <= cut) continue;
    for (const [name, value] of Object.entries({ ...values, ...lab.measure() })) {
      columns[name] ??= new Float64Array(updates);
      columns[name][update - cut - 1] = value;
    }
  }
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, unwrap(estimate(column))]),
  );
};
