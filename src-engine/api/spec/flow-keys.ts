/** Keys of [flow]: the normalizing flow that a training trains. Which kind fits which theory: learned-rules.ts. */
import type { FlowSpec } from './flow-spec.ts';
import type { SchemaOf } from './schema-node.ts';

const hasNetwork = [{ key: 'kind', isOneOf: ['affine', 'spline', 'angular', 'spectral'] }] as const;
const isContinuous = [{ key: 'kind', isOneOf: ['continuous'] }] as const;
const isAngular = [{ key: 'kind', isOneOf: ['angular'] }] as const;
const movesPlaquettes = [{ key: 'kind', isOneOf: ['angular', 'spectral'] }] as const;

export const flowKeys: SchemaOf<FlowSpec> = {
  kind: {
    kind: 'choice',
    title: 'Kind of flow',
    meaning: 'How a layer changes the field. It must fit the theory.',
    choices: {
      affine: 'scalar field: half of the sites are scaled and shifted, given the other half (RealNVP)',
      spline:
        'scalar field: half of the sites go through monotone rational-quadratic splines, and are scaled and shifted',
      continuous: 'scalar field: a differential equation with the symmetries of the lattice built in',
      angular: 'U(1) in two dimensions: angles of plaquettes in stripes are moved, gauge equivariantly',
      spectral:
        'SU(2), SU(3) in two dimensions: eigenvalues of plaquettes in stripes are moved, gauge equivariantly',
      residual: 'gauge fields: masked smearing steps with trained weights and their exact Jacobian',
    },
  },
  couplings: {
    kind: 'integer',
    title: 'Couplings',
    meaning: 'Layers, one after the other, with masks that take turns. More of them can express more.',
    unit: 'layers',
    default: 16,
    min: 1,
    max: 256,
    step: 1,
    appliesWhen: hasNetwork,
  },
  network: {
    kind: 'choice',
    title: 'Network',
    meaning: 'What conditions a layer on the frozen part of the field.',
    default: 'convolution',
    choices: {
      convolution: 'periodic convolutions: translation invariant, and transferable to other volumes',
      dense: 'fully connected: for small lattices, of one volume only',
    },
    appliesWhen: hasNetwork,
  },
  hidden: {
    kind: 'integers',
    title: 'Hidden layers',
    meaning: 'Channels of each hidden layer (neurons, where the network is dense).',
    default: [8, 8],
    minLength: 0,
    maxLength: 16,
    min: 1,
    max: 4_096,
    step: 8,
    appliesWhen: hasNetwork,
  },
  stencil: {
    kind: 'integer',
    title: 'Stencil',
    meaning: 'Extent of each convolution in every direction; odd.',
    unit: 'sites',
    default: 3,
    min: 1,
    max: 15,
    step: 2,
    appliesWhen: [...hasNetwork, { key: 'network', isOneOf: ['convolution'] }],
  },
  activation: {
    kind: 'choice',
    title: 'Activation',
    meaning: 'The function behind every hidden layer.',
    default: 'leaky-relu',
    choices: {
      'leaky-relu': 'x, or x / 100 below zero',
      tanh: 'the hyperbolic tangent',
      relu: 'x, or zero below zero',
      silu: 'x / (1 + exp(-x))',
    },
    appliesWhen: hasNetwork,
  },
  finalActivation: {
    kind: 'choice',
    title: 'Activation of the output',
    meaning: 'The function behind the last layer.',
    default: 'tanh',
    choices: {
      none: 'none: nothing is bounded',
      tanh: 'bounds what a layer can do, which steadies training',
    },
    appliesWhen: hasNetwork,
  },
  bins: {
    kind: 'integer',
    title: 'Bins of a spline',
    meaning: 'Pieces of each rational-quadratic spline.',
    unit: 'bins',
    default: 8,
    min: 2,
    max: 64,
    step: 1,
    appliesWhen: [{ key: 'kind', isOneOf: ['spline', 'spectral'] }],
  },
  frequencies: {
    kind: 'integer',
    title: 'Frequencies',
    meaning: 'Trained frequencies of the sines of the field that the velocity is made of.',
    default: 49,
    min: 1,
    max: 1_000,
    step: 1,
    appliesWhen: isContinuous,
  },
  features: {
    kind: 'integer',
    title: 'Features',
    meaning: 'Combinations of these sines that the kernel of the velocity acts on.',
    default: 20,
    min: 1,
    max: 1_000,
    step: 1,
    appliesWhen: isContinuous,
  },
  timeModes: {
    kind: 'integer',
    title: 'Modes in time',
    meaning: 'Fourier modes of the velocity in flow time.',
    default: 21,
    min: 1,
    max: 201,
    step: 2,
    appliesWhen: isContinuous,
  },
  steps: {
    kind: 'integer',
    title: 'Integration steps',
    meaning:
      'Fourth-order Runge-Kutta steps over the unit of flow time, in training. Twice as many cost twice as much.',
    unit: 'steps',
    default: 16,
    min: 1,
    max: 1_000,
    step: 1,
    appliesWhen: isContinuous,
  },
  exactSteps: {
    kind: 'integer',
    title: 'Exact integration steps',
    meaning:
      'Steps where the density must be exact: evaluations, samples and proposals. Its deviation falls with the fourth power of the number; a training warns when it is above 0.001, samplers then take more steps.',
    unit: 'steps',
    default: 64,
    min: 1,
    max: 1_000,
    step: 16,
    appliesWhen: isContinuous,
  },
  transform: {
    kind: 'choice',
    title: 'Map of angles',
    meaning: 'How an angle is moved on the circle.',
    default: 'projection',
    choices: {
      projection: 'a mixture of non-compact projections',
      'circular-spline': 'a periodic rational-quadratic spline',
    },
    appliesWhen: isAngular,
  },
  size: {
    kind: 'integer',
    title: 'Size of the map',
    meaning: 'Terms of the mixture, or knots of the spline.',
    default: 6,
    min: 1,
    max: 64,
    step: 1,
    appliesWhen: isAngular,
  },
  loops: {
    kind: 'choice',
    title: 'Loops seen',
    meaning:
      'What the networks know of the links that stay. Rectangles across the moving links tell the networks more, for a little more time.',
    default: 'plaquettes',
    choices: {
      plaquettes: 'plaquettes without a moving link',
      rectangles: 'these plaquettes, and the 2 x 1 loops across the moving links',
      strips: 'U(1): these plaquettes, and the loops of 2, 3 and 4 plaquettes across the moving links',
    },
    appliesWhen: [...movesPlaquettes, { key: 'masks', isNot: 'blocks' }],
  },
  masks: {
    kind: 'choice',
    title: 'Masks',
    meaning:
      'Which loops the couplings move one after the other. With sweeps, no coupling disturbs what those before have set, and far fewer are needed; blocks need fewest and the most regular lattice.',
    default: 'alternating',
    choices: {
      alternating: 'stripes of plaquettes: directions take turns, then the next stripes',
      sweeps:
        'row after row, against the side that is disturbed; of U(1), three stripes of one direction, three of the other',
      blocks:
        'U(1): from the whole lattice down to plaquettes: loops around halves, given that around the whole',
    },
    appliesWhen: movesPlaquettes,
  },
  sweeps: {
    kind: 'integer',
    title: 'Sweeps',
    meaning: 'How often all links are moved.',
    unit: 'sweeps',
    default: 4,
    min: 1,
    max: 256,
    step: 1,
    appliesWhen: [{ key: 'kind', isOneOf: ['residual'] }],
  },
};
