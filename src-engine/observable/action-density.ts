/**
 * The action density E = -sum_{mu<nu} tr F_mu,nu F_mu,nu per site (= F^a F^a / 4 summed over all mu, nu; M. Luscher, arXiv:1006.4518),
 * in lattice units:
 *   clover     F from the mean of four plaquettes (field-strength.ts), also apart for planes with and without time;
 *   plaquette  2 sum_{mu<nu} Re tr(1 - P_mu,nu).
 * Tests: test/golden/observable.test.ts (numbers of MILC), test/unit/engine/observable/field-strength.test.ts.
 */
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';
import { addFieldStrengthDensity, type FieldStrengthSums, sumFieldStrength } from './field-strength.ts';
import { isTimelike, planesOf } from './planes.ts';
import { measurePlaquette } from './plaquette.ts';

export interface ActionDensity {
  readonly plaquette: number;
  readonly clover: number;
  /** Parts of `clover`: planes without time and with time. */
  readonly cloverSpace: number;
  readonly cloverTime: number;
}

/** From a mean plaquette and the sums of the clover field strength. */
export const actionDensityOf = (
  { lattice, group }: GaugeField,
  plaquette: number,
  clover: FieldStrengthSums,
): ActionDensity => {
  const d = lattice.dims.length;
  const planes = planesOf(d);
  const part = (time: boolean): number =>
    planes.reduce((sum, p, i) => sum + (isTimelike(p, d) === time ? clover.energies[i]! : 0), 0) /
    lattice.volume;
  const cloverSpace = part(false);
  const cloverTime = part(true);
  return {
    plaquette: 2 * planes.length * group.colours * (1 - plaquette),
    clover: cloverSpace + cloverTime,
    cloverSpace,
    cloverTime,
  };
};

export const measureActionDensity = (field: GaugeField): ActionDensity =>
  actionDensityOf(field, measurePlaquette(field).mean, sumFieldStrength(field, 'clover'));

/** A new field with two components, of clover E: planes without time, planes with time. */
export const actionDensityField = (field: GaugeField): Field => {
  const d = field.lattice.dims.length;
  const out = field.lattice.field(2);
  addFieldStrengthDensity(field, 'clover', out, { energy: (plane) => (isTimelike(plane, d) ? 1 : 0) });
  return out;
};
