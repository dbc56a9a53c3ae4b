/** phi^4 theory in two dimensions on 8^2, m^2 = -4, lambda = 6.008, where the correlation length is a quarter of the lattice: by HMC, and a flow for it. */
import { exactIdentity } from './exact-identity.ts';
import type { Reference, Template } from './template.ts';

const source =
  '8^2, m^2 = -4, lambda = 6.008: embedded cluster algorithm with Metropolis; ensemble of arXiv:1904.12072';
const references: readonly Reference[] = [
  { observable: 'chi2', value: 1.896, error: 0.009, source },
  { observable: 'phi2', value: 0.1839, error: 0.00011, source },
];

const theory = {
  version: 1,
  seed: 20260110,
  lattice: { dims: [8, 8], group: 'scalar' },
  action: { preset: 'phi4', 'mass-squared': -4, lambda: 6.008 },
};

export const phi4TwoDimensionalHmc: Template = {
  name: 'phi4-2d-hmc',
  title: 'phi^4 in two dimensions, hybrid Monte Carlo',
  description:
    'A real scalar field with a quartic term on 8 x 8, near its transition: two wells, and a correlation length of a quarter of the lattice. The susceptibility, <phi^2> and the correlator of time slices are measured after every trajectory; its effective mass times the extent is close to 4. This is the target that the template phi4-2d-flow trains a flow for. Expect a minute.',
  references: [...references, exactIdentity],
  document: {
    ...theory,
    name: 'phi^4 8^2, HMC',
    phase: [
      {
        updates: 20000,
        update: [{ algorithm: 'hmc', integrator: 'omelyan-2', length: 1, steps: 5 }],
      },
    ],
    measure: { scalar: { every: 1 } },
  },
};

export const phi4TwoDimensionalFlow: Template = {
  name: 'phi4-2d-flow',
  title: 'phi^4 in two dimensions, training of a flow',
  description:
    'Trains a normalizing flow (affine couplings on checkerboard masks with convolutions, RealNVP) to sample phi^4 theory on 8 x 8 with m^2 = -4, lambda = 6.008. The loss falls, the effective sample size rises, with setbacks: a few fields have large weights, and an evaluation meets them or not. The training ends when every second sample counts, with a model that proposes in exact runs: draw samples from it, and compare with phi4-2d-hmc; phi4-2d-continuous-flow is the better flow. Expect three to five minutes on two free cores.',
  references,
  document: {
    ...theory,
    name: 'flow for phi^4 8^2',
    flow: { kind: 'affine', couplings: 16, hidden: [8, 8] },
    training: {
      steps: 7000,
      batch: 128,
      estimator: 'path',
      'learning-rate': 0.01,
      schedule: 'cosine',
      'final-rate': 0.01,
      clip: 20,
      'stop-at-ess': 0.55,
      'evaluate-every': 500,
      'evaluation-samples': 4096,
    },
  },
};

export const phi4TwoDimensionalContinuousFlow: Template = {
  name: 'phi4-2d-continuous-flow',
  title: 'phi^4 in two dimensions, training of a continuous flow',
  description:
    'Trains a continuous normalizing flow, a differential equation with the symmetries of the lattice and of phi -> -phi built in, to sample phi^4 theory on 8 x 8 with m^2 = -4, lambda = 6.008. Symmetry pays: five of six samples count in the end, in a quarter of the time that the couplings of phi4-2d-flow take for every second one. Training integrates in 12 steps, whatever must be exact in 64; evaluations tell how exact log q then is. Draw samples from the model, and compare with phi4-2d-hmc. Expect one to two minutes.',
  references,
  document: {
    ...theory,
    name: 'continuous flow for phi^4 8^2',
    flow: {
      kind: 'continuous',
      frequencies: 15,
      features: 8,
      'time-modes': 5,
      steps: 12,
      'exact-steps': 64,
    },
    training: {
      steps: 1000,
      batch: 128,
      'learning-rate': 0.01,
      schedule: 'cosine',
      'final-rate': 0.05,
      clip: 10,
      'evaluate-every': 250,
      'evaluation-samples': 1024,
    },
  },
};
