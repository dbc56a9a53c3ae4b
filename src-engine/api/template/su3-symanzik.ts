/** SU(3) with the tree-level improved action, where the force is derived from two kinds of loops. */
import { exactIdentity } from './exact-identity.ts';
import type { Template } from './template.ts';
import { hmc } from './update-blocks.ts';

export const su3SymanzikHmc: Template = {
  name: 'su3-symanzik-hmc',
  title: 'SU(3) with an improved action, hybrid Monte Carlo',
  description:
    'Gluons without quarks with the tree-level Symanzik action, plaquettes and 1x2 rectangles combined so that the leading discretisation error cancels, on 8^4 at beta 4.5. The force is derived from the loops, so <exp(-dH)> = 1 tests it: a wrong force or a step that is too large shows at once. Expect about ten minutes.',
  references: [exactIdentity],
  document: {
    version: 1,
    name: 'SU(3) 8^4 tree-level Symanzik beta 4.5, HMC',
    seed: 20260104,
    lattice: { dims: [8, 8, 8, 8], group: 'SU(3)' },
    action: { preset: 'symanzik', beta: 4.5 },
    start: { kind: 'hot' },
    phase: [{ updates: 500, update: [hmc(12)] }],
    run: { 'save-every': 50 },
    measure: { plaquette: { every: 1 }, rectangle: { every: 1 }, polyakov: { every: 1 } },
  },
};
