/**
 * The plaquette: Re tr P / N of the 1x1 loops, averaged over sites and planes; P_mu,nu(x) = U_mu(x) U_nu(x+mu) U_mu(x+nu)^+ U_nu(x)^+.
 * Tests: test/golden/observable.test.ts (configurations and numbers of other codes), test/unit/engine/observable/loops.test.ts.
 */
import type { GaugeAction } from '../action/gauge-action.ts';
import type { Flux } from '../action/twist.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';
import { averageLoops, loopField, planarLoops } from './planar-loops.ts';
import type { PlaneAverages } from './planes.ts';

/** The loops to measure; for twisted boundaries make them once and hand them to each call. */
export const plaquetteLoops = (field: GaugeField, fluxes: readonly Flux[] = []): GaugeAction =>
  planarLoops(field, ({ mu, nu }) => [[mu + 1, nu + 1, -mu - 1, -nu - 1]], fluxes);

export const measurePlaquette = (field: GaugeField, loops = plaquetteLoops(field)): PlaneAverages =>
  averageLoops(field, loops);

/** A new field with one component for each plane, in the order of planes.ts. */
export const plaquetteField = (field: GaugeField, loops = plaquetteLoops(field)): Field =>
  loopField(field, loops);
