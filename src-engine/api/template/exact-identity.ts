/** What holds for every hybrid Monte Carlo in equilibrium, whatever the action. */
import type { Reference } from './template.ts';

export const exactIdentity: Reference = {
  observable: 'exp-minus-delta-h',
  value: 1,
  error: 0,
  source:
    'exact for every reversible and area-preserving integrator in equilibrium (Creutz, Phys. Rev. D 38 (1988) 1228)',
};
