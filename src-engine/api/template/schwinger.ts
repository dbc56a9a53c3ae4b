/** The Schwinger model: U(1) in two dimensions with two flavours of Wilson quarks, near the critical line. */
import { exactIdentity } from './exact-identity.ts';
import type { Template } from './template.ts';
import { nestedHmc } from './update-blocks.ts';

const independent =
  'independent hybrid Monte Carlo with the exact determinant and instanton hits, 8 x 8, beta 2, kappa 0.276, two flavours, antiperiodic in one direction';

export const schwingerHmc: Template = {
  name: 'schwinger-hmc',
  title: 'Schwinger model, two flavours',
  description:
    'Quantum electrodynamics in two dimensions, the oldest laboratory of confinement: compact U(1) on 8 x 8 at beta 2 with two flavours of Wilson quarks at kappa 0.276, close to where they become massless, a test of flow-based sampling too (arXiv:2202.11712). Quarks suppress topology: <Q^2> is a fifth of what it is without them. Plaquette, charge and condensate have accepted values. Trajectories that come near a zero mode are rejected; watch the force of the quark. Expect a few minutes.',
  references: [
    { observable: 'plaquette', value: 0.7561, error: 0.001, source: independent },
    { observable: 'topological-charge-squared', value: 0.252, error: 0.006, source: independent },
    { observable: 'condensate', value: 1.503, error: 0.002, source: independent },
    exactIdentity,
  ],
  document: {
    version: 1,
    name: 'Schwinger model 8^2 beta 2, two Wilson flavours, kappa 0.276',
    seed: 20260111,
    lattice: { dims: [8, 8], group: 'U(1)' },
    action: { preset: 'wilson', beta: 2 },
    fermion: [{ operator: 'wilson', kappa: 0.276, flavours: 2 }],
    start: { kind: 'hot' },
    phase: [{ updates: 20000, update: [nestedHmc(8, 2)] }],
    run: { thermalisation: 200 },
    measure: {
      plaquette: { every: 1 },
      'topological-charge': { every: 1 },
      pion: { every: 10 },
      condensate: { every: 10, hits: 8 },
    },
  },
};
