/** The flow of U(1) in two dimensions: 8^2 at beta = 2, where everything is known exactly. */
import type { Template } from './template.ts';

export const u1TwoDimensionalFlow: Template = {
  name: 'u1-2d-flow',
  title: 'U(1) in two dimensions, training of a flow',
  description:
    'Trains a gauge-equivariant flow (arXiv:2003.06413) for compact U(1) on 8 x 8 at beta 2: loops around halves of blocks, from the whole lattice down to plaquettes, are moved on the circle, given the loop around the block. What it proposes has every topological charge, however large beta is, where local updates freeze: the training watches that no charge is left out. Draw samples from the model and compare the plaquette, <Q^2> and log Z = 287.983851 with the exact values. With masks = "sweeps" or "alternating" the couplings move stripes of plaquettes instead, as in the paper; that takes more of them. Expect less than a minute.',
  references: [
    {
      observable: 'plaquette',
      value: 0.697774658,
      error: 0,
      source: 'exact: character expansion on 8^2, beta 2; equal to I1(2) / I0(2) in all digits',
    },
    {
      observable: 'topological-charge-squared',
      value: 1.23929891,
      error: 0,
      source: 'exact: second derivative of log Z in theta, 8^2, beta 2',
    },
  ],
  document: {
    version: 1,
    seed: 20260111,
    name: 'flow for U(1) 8^2 beta 2.0',
    lattice: { dims: [8, 8], group: 'U(1)' },
    action: { preset: 'wilson', beta: 2 },
    flow: {
      kind: 'angular',
      masks: 'blocks',
      couplings: 6,
      hidden: [16, 16],
      stencil: 1,
      'final-activation': 'none',
      size: 8,
    },
    training: {
      steps: 4000,
      batch: 64,
      'learning-rate': 1e-2,
      schedule: 'cosine',
      'final-rate': 0.02,
      'evaluate-every': 500,
      'evaluation-samples': 4096,
    },
  },
};
