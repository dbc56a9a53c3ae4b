/**
 * Stout smearing (C. Morningstar, M. Peardon, hep-lat/0311018): U' = exp(rho TA(C U^+)) U for all links at once, C the sum of the
 * staples, TA the traceless anti-Hermitian part. With `spatial`, links in space with staples in space only; in two dimensions that
 * leaves nothing to smear. Tests: test/golden/smearing.test.ts (fixtures of Gaugefields.jl, plaquettes of MILC configurations),
 * test/unit/engine/flow/smearing.test.ts.
 */

import { addGenerator, generatorBound, makeGenerator } from '../action/generator.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import { copyGaugeField } from '../lattice/gauge-field.ts';
import { rotateLinks } from '../lattice/rotate-links.ts';
import { type SmearedLinks, smearedDirections, smearingAction } from './staples.ts';

export interface StoutOptions {
  readonly rho: number;
  readonly steps: number;
  readonly links?: SmearedLinks;
  /** Called after each step with the number of steps done. */
  readonly onStep?: (done: number) => void;
}

/** A new gauge field, smeared; the caller releases its links. */
export const stoutSmear = (
  field: GaugeField,
  { rho, steps, links = 'all', onStep }: StoutOptions,
): GaugeField => {
  const smeared = copyGaugeField(field);
  const action = smearingAction(field, links);
  if (smearedDirections(action).length === 0) return smeared;
  const z = makeGenerator(field);
  const bound = Math.abs(rho) * generatorBound([action]);
  for (let i = 0; i < steps; i++) {
    addGenerator(smeared, [action], z, rho, 0);
    rotateLinks(smeared, z, 1, bound);
    onStep?.(i + 1);
  }
  field.lattice.release(z);
  return smeared;
};
