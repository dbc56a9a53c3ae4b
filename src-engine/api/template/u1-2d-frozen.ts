/** U(1) in two dimensions on 8^2 at beta = 8, where local updates keep their topological charge: hybrid Monte Carlo, and the training of a flow, which does not. */
import type { Reference, Template } from './template.ts';
import { hmc } from './update-blocks.ts';

const references: readonly Reference[] = [
  {
    observable: 'plaquette',
    value: 0.935477091,
    error: 0,
    source: 'exact: character expansion on 8^2, beta 8',
  },
  {
    observable: 'topological-charge-squared',
    value: 0.16777101,
    error: 0,
    source: 'exact: second derivative of log Z in theta, 8^2, beta 8',
  },
];

const common = {
  version: 1,
  lattice: { dims: [8, 8], group: 'U(1)' },
  action: { preset: 'wilson', beta: 8 },
};

export const u1TwoDimensionalFrozenHmc: Template = {
  name: 'u1-2d-frozen-hmc',
  title: 'U(1) in two dimensions, frozen topology',
  description:
    'Wrong on purpose: compact U(1) on 8 x 8 at beta 8 by hybrid Monte Carlo. The topological charge stays what it was when the field became smooth, so <Q^2> is 0, 1 or 4 with hardly any error instead of 0.168, and the plaquette is off by what the unseen sectors would add. An alarm tells that the charge does not move. Race it against a flow of the template u1-2d-frozen-flow. Expect less than a minute.',
  references,
  document: {
    ...common,
    seed: 20260115,
    name: 'U(1) 8^2 beta 8.0, HMC',
    start: { kind: 'hot' },
    measure: { plaquette: { every: 1 }, 'topological-charge': { every: 1 } },
    phase: [{ updates: 20000, update: [hmc(10)] }],
  },
};

export const u1TwoDimensionalFrozenFlow: Template = {
  name: 'u1-2d-frozen-flow',
  title: 'U(1) in two dimensions, a flow where topology freezes',
  description:
    'Trains a flow like that of the template u1-2d-flow at beta 8, where local updates never leave their topological sector; couplings rise from zero, so that no sector is lost on the way. Samples of the model have every charge as often as they must: <Q^2> = 0.168, log Z = 622.994105. The theory note on comparing samplers races it against hybrid Monte Carlo. Expect half a minute to two minutes.',
  references,
  document: {
    ...common,
    seed: 20260113,
    name: 'flow for U(1) 8^2 beta 8.0',
    flow: {
      kind: 'angular',
      masks: 'blocks',
      couplings: 6,
      hidden: [8, 8],
      stencil: 1,
      'final-activation': 'none',
      size: 10,
    },
    training: {
      steps: 7000,
      batch: 256,
      'learning-rate': 1e-2,
      schedule: 'cosine',
      'final-rate': 0.02,
      annealing: 4000,
      'evaluate-every': 500,
      'evaluation-samples': 4096,
    },
  },
};
