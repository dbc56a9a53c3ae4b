/** The plaquettes that a smearing step sees: all of them, or those between spatial directions for links in space only. */
import { GaugeAction } from '../action/gauge-action.ts';
import { openings } from '../action/loop-action.ts';
import { range } from '../kernel/complex.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import { planesOf } from '../observable/planes.ts';

/** Which links are smeared: all, or those in space with staples in space. Time is the last direction. */
export type SmearedLinks = 'all' | 'spatial';

/** An action of unit coupling over N whose staples are the smearing's; it has no loops where there is nothing to smear. */
export const smearingAction = ({ lattice, group }: GaugeField, which: SmearedLinks): GaugeAction => {
  const dimensions = lattice.dims.length;
  const loops = planesOf(which === 'all' ? dimensions : dimensions - 1).map(({ mu, nu }) => [
    mu + 1,
    nu + 1,
    -mu - 1,
    -nu - 1,
  ]);
  const terms = [{ name: 'plaquette', coupling: group.colours, loops }];
  return new GaugeAction(lattice, { group, dimensions, terms });
};

/** Directions of the links that are smeared. */
export const smearedDirections = ({ loops }: GaugeAction): number[] =>
  range(loops.dimensions).filter((mu) => openings(loops, mu).length > 0);
