/** Updates of single links on small lattices for tests. */
import { GaugeAction } from '../../src-engine/action/gauge-action.ts';
import { parseLoopAction } from '../../src-engine/action/loop-language.ts';
import type { Flux } from '../../src-engine/action/twist.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import type { Group } from '../../src-engine/group/group.ts';
import { type GaugeField, makeGaugeField } from '../../src-engine/lattice/gauge-field.ts';
import { setHot } from '../../src-engine/lattice/start.ts';
import { gammaMethod } from '../../src-engine/statistics/gamma-method.ts';
import type { LinkUpdate } from '../../src-engine/update/link-sweep.ts';
import { newLattice } from './lattice.ts';

export interface UpdateLab {
  readonly field: GaugeField;
  readonly action: GaugeAction;
  /** Mean of Re tr W / N over the loops of one term. */
  mean(term?: number): number;
}

/** From a hot start. */
export const updateLab = (
  group: Group,
  dims: readonly number[],
  actionText: string,
  options: { fluxes?: readonly Flux[]; seed?: number } = {},
): UpdateLab => {
  const lattice = newLattice(dims);
  const field = makeGaugeField(lattice, group);
  setHot(field, options.seed ?? 1);
  const loops = unwrap(parseLoopAction(actionText, group, dims.length));
  const action = new GaugeAction(lattice, loops, options.fluxes);
  return {
    field,
    action,
    mean: (term = 0) =>
      action.loopSums(field.links)[term]! / (loops.terms[term]!.loops.length * lattice.volume),
  };
};

/** Values of `measure` after each of `sweeps` rounds of the updates, `thermal` rounds dropped. */
export const history = (
  updates: readonly LinkUpdate[],
  measure: () => number,
  { sweeps, thermal, seed = 5 }: { sweeps: number; thermal: number; seed?: number },
): Float64Array => {
  const out = new Float64Array(sweeps);
  for (let update = -thermal; update < sweeps; update++) {
    updates.forEach((u, stage) => {
      u.sweep({ seed, update: update + thermal, stage });
    });
    if (update >= 0) out[update] = measure();
  }
  return out;
};

/** Mean and error by the Gamma method. */
export const meanOf = (series: Float64Array): { readonly value: number; readonly error: number } => {
  const { value, error } = unwrap(gammaMethod(series));
  return { value, error };
};

/** (mean - expected)/error, with the error of the expectation added in quadrature. */
export const deviation = (series: Float64Array, expected: number, expectedError = 0): number => {
  const { value, error } = meanOf(series);
  return (value - expected) / Math.hypot(error, expectedError);
};
