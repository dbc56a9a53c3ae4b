/**
 * The rectangle: Re tr / N of the 1x2 loops, averaged over sites, planes and the two orientations in each plane.
 * Tests: test/golden/observable.test.ts (a configuration of MILC), test/unit/engine/observable/loops.test.ts.
 */
import type { GaugeAction } from '../action/gauge-action.ts';
import type { Path } from '../action/path.ts';
import type { Flux } from '../action/twist.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';
import { averageLoops, loopField, planarLoops } from './planar-loops.ts';
import type { PlaneAverages } from './planes.ts';

const longIn = (long: number, short: number): Path => [long, long, short, -long, -long, -short];

/** The loops to measure; for twisted boundaries make them once and hand them to each call. */
export const rectangleLoops = (field: GaugeField, fluxes: readonly Flux[] = []): GaugeAction =>
  planarLoops(field, ({ mu, nu }) => [longIn(mu + 1, nu + 1), longIn(nu + 1, mu + 1)], fluxes);

export const measureRectangle = (field: GaugeField, loops = rectangleLoops(field)): PlaneAverages =>
  averageLoops(field, loops);

/** A new field with one component for each plane, in the order of planes.ts. */
export const rectangleField = (field: GaugeField, loops = rectangleLoops(field)): Field =>
  loopField(field, loops);
