/**
 * Averages of small planar loops, Re tr W / N, plane by plane. The loops are the terms of a GaugeAction, so twisted boundaries
 * are included. Behind plaquette.ts and rectangle.ts, which name the tests.
 */
import { GaugeAction } from '../action/gauge-action.ts';
import type { Path } from '../action/path.ts';
import type { Flux } from '../action/twist.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';
import { averagePlanes, type Plane, type PlaneAverages, planeName, planesOf } from './planes.ts';

/** One term for each plane: the loops of that plane, with coupling 1. */
export const planarLoops = (
  { lattice, group }: GaugeField,
  loopsOf: (plane: Plane) => readonly Path[],
  fluxes: readonly Flux[] = [],
): GaugeAction => {
  const dimensions = lattice.dims.length;
  const terms = planesOf(dimensions).map((plane) => ({
    name: planeName(plane),
    coupling: 1,
    loops: loopsOf(plane),
  }));
  return new GaugeAction(lattice, { group, dimensions, terms }, fluxes);
};

export const averageLoops = ({ lattice, links }: GaugeField, loops: GaugeAction): PlaneAverages => {
  const sums = loops.loopSums(links);
  const values = loops.loops.terms.map((t, i) => sums[i]! / (lattice.volume * t.loops.length));
  return averagePlanes(lattice.dims.length, values);
};

/** A new field with one component for each plane: the mean of the plane's loops that start at the site. */
export const loopField = ({ lattice, group, links }: GaugeField, loops: GaugeAction): Field => {
  const { terms } = loops.loops;
  const out = lattice.field(terms.length);
  const kernel = lattice.kernel(`loop field ${loops.key}`, (k) => {
    const target = k.field('density', terms.length);
    const args = loops.declare(k);
    terms.forEach((term, i) => {
      const scale = k.constant(1 / (group.colours * term.loops.length));
      k.store(target, i, k.mul(scale, loops.termDensity(k, args, i)));
    });
  });
  kernel([out, ...loops.fields(links)], { params: loops.params() });
  return out;
};
