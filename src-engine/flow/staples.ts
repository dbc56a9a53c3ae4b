/** The plaquettes that a smearing step sees: all of them, or those between spatial directions for links in space only. */
import type { GaugeAction } from '../action/gauge-action.ts';
import { openings } from '../action/loop-action.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import { planesOf } from '../observable/planes.ts';
import { actionParts } from './action-parts.ts';

/** Which links are smeared: all, or those in space with staples in space. Time is the last direction. */
export type SmearedLinks = 'all' | 'spatial';

/** The parts of an action of unit coupling over N whose staples are the smearing's; none where there is nothing to smear. */
export const smearingAction = ({ lattice, group }: GaugeField, which: SmearedLinks): GaugeAction[] => {
  const dimensions = lattice.dims.length;
  const loops = planesOf(which === 'all' ? dimensions : dimensions - 1).map(({ mu, nu }) => [
    mu + 1,
    nu + 1,
    -mu - 1,
    -nu - 1,
  ]);
  const terms = [{ name: 'plaquette', coupling: group.colours, loops }];
  return actionParts(lattice, { group, dimensions, terms });
};

/** How many staples a link in each direction has. */
export const stapleCounts = ({ lattice }: GaugeField, parts: readonly GaugeAction[]): number[] =>
  lattice.dims.map((_, mu) => parts.reduce((sum, { loops }) => sum + openings(loops, mu).length, 0));
