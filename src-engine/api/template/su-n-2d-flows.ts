/** Flows for SU(2) and SU(3) in two dimensions: 8^2 at beta = 2.2 and beta = 5, where everything is known exactly. */
import type { Template } from './template.ts';

const how =
  'Trains a spectral flow (arXiv:2008.05456): eigenvalues of loops through the links of one row after the other are moved, so that the density is gauge invariant by construction. Rows are swept against the side that is disturbed, and each loop leans from the plaquette above towards those below, as in a heat bath: then networks of a thousand numbers are enough.';
const next =
  'On 16 x 16, or at another beta, begin from this model (training.initial-model). With masks = "alternating" the couplings take stripes of plaquettes in turns, as in the paper; that takes many more of them.';

export const su2TwoDimensionalFlow: Template = {
  name: 'su2-2d-flow',
  title: 'SU(2) in two dimensions, training of a flow',
  description: `${how} Draw samples from the model and compare the plaquette and log Z = 35.4518121 with the exact values. ${next} Expect one to two minutes.`,
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
    flow: {
      kind: 'spectral',
      masks: 'sweeps',
      couplings: 14,
      hidden: [8],
      stencil: 1,
      'final-activation': 'none',
      bins: 6,
    },
    training: {
      steps: 1000,
      batch: 64,
      estimator: 'path',
      'learning-rate': 8e-3,
      schedule: 'cosine',
      'final-rate': 0.02,
      'evaluate-every': 100,
      'evaluation-samples': 2048,
    },
  },
};

export const su3TwoDimensionalFlow: Template = {
  name: 'su3-2d-flow',
  title: 'SU(3) in two dimensions, training of a flow',
  description: `${how} Draw samples from the model and compare the plaquette and log Z = 54.2116355 with the exact values. ${next} Expect five minutes.`,
  references: [
    {
      observable: 'plaquette',
      value: 0.35395444,
      error: 0,
      source:
        'exact: derivative of the logarithm of sum_k det I_(j-i+k)(5/3), infinite volume; on 8^2 equal in all digits',
    },
  ],
  document: {
    version: 1,
    seed: 20260113,
    name: 'flow for SU(3) 8^2 beta 5',
    lattice: { dims: [8, 8], group: 'SU(3)' },
    action: { preset: 'wilson', beta: 5 },
    flow: {
      kind: 'spectral',
      masks: 'sweeps',
      couplings: 40,
      hidden: [8],
      stencil: 1,
      'final-activation': 'none',
      bins: 8,
    },
    training: {
      steps: 1000,
      batch: 64,
      estimator: 'path',
      'learning-rate': 1e-2,
      schedule: 'cosine',
      'final-rate': 0.02,
      'evaluate-every': 100,
      'evaluation-samples': 2048,
    },
  },
};
