/** Flows for SU(2) in two dimensions, where everything is known exactly: 8^2 at beta = 2.2. */
import type { Template } from './template.ts';

export const su2TwoDimensionalFlow: Template = {
  name: 'su2-2d-flow',
  title: 'SU(2) in two dimensions, training of a flow',
  description:
    'Trains a spectral flow (arXiv:2008.05456) for SU(2) on 8 x 8 at beta 2.2: eigenvalues of the plaquettes of one stripe after the other go through splines, given the gauge-invariant surroundings, so that the density is gauge invariant by construction. Draw samples from the model and compare the plaquette with the exact value. Expect ten to twenty minutes.',
  references: [
    {
      observable: 'plaquette',
      value: 0.4644790253,
      error: 0,
      source: 'exact: I2(2.2) / I1(2.2) in infinite volume; on 8^2 equal in all digits',
    },
  ],
  document: {
    version: 1,
    seed: 20260112,
    name: 'flow for SU(2) 8^2 beta 2.2',
    lattice: { dims: [8, 8], group: 'SU(2)' },
    action: { preset: 'wilson', beta: 2.2 },
    flow: { kind: 'spectral', couplings: 16, hidden: [8, 8], bins: 6 },
    training: {
      steps: 2000,
      batch: 64,
      'learning-rate': 2e-3,
      schedule: 'cosine',
      'stop-at-ess': 0.7,
      'evaluate-every': 250,
      'evaluation-samples': 2048,
    },
  },
};
