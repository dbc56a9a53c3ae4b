/** Keys of [[phase]] and [[phase.update]]: how the chain moves. */
import type { PhaseSpec, UpdateSpec } from './run-spec.ts';
import type { SchemaOf } from './schema-node.ts';

const isHmc = [{ key: 'algorithm', isOneOf: ['hmc'] }] as const;
const hasSea = [...isHmc, { key: '/fermion', isThere: 'yes' }] as const;
const isFlow = [{ key: 'algorithm', isOneOf: ['flow'] }] as const;
const isMetropolis = [{ key: 'algorithm', isOneOf: ['metropolis'] }] as const;

const integrators = {
  leapfrog: 'second order, one force per step',
  'omelyan-2': 'second order with a small error constant, two forces per step',
  'omelyan-4': 'fourth order, for large lattices and high acceptance',
  'force-gradient': 'fourth order with the gradient of the force, three forces per step',
};

const updateKeys: SchemaOf<UpdateSpec> = {
  algorithm: {
    kind: 'choice',
    title: 'Algorithm',
    meaning:
      'How the links are changed. Every algorithm here is exact: none leaves an error of its step size behind.',
    choices: {
      hmc: 'hybrid Monte Carlo: one molecular-dynamics trajectory of all links, accepted or rejected as a whole',
      'heat-bath': 'each link is drawn anew given its neighbours; the action must be linear in each link',
      'over-relaxation':
        'each link is reflected at constant action; moves far, but needs another algorithm beside it',
      metropolis:
        'each link (each site of a scalar field) gets random proposals, accepted or rejected one by one',
      cluster:
        'clusters of one sign of a scalar field are formed by random bonds and flipped; needs another algorithm beside it, as it keeps all absolute values',
      flow: 'proposals of a trained flow, accepted by independence Metropolis: each forgets where the chain was',
    },
  },
  sweeps: {
    kind: 'integer',
    title: 'Sweeps',
    meaning: 'How many times all links are visited in each update.',
    unit: 'sweeps',
    default: 1,
    min: 1,
    max: 1_000,
    step: 1,
    appliesWhen: [{ key: 'algorithm', isOneOf: ['heat-bath', 'over-relaxation', 'metropolis', 'cluster'] }],
  },
  length: {
    kind: 'number',
    title: 'Trajectory length',
    meaning:
      'Molecular-dynamics time of one trajectory, with momenta normalised to kinetic energy sum p^2 / 2.',
    unit: 'molecular-dynamics time',
    default: 1,
    min: 0,
    aboveMin: true,
    max: 100,
    step: 0.1,
    appliesWhen: isHmc,
  },
  steps: {
    kind: 'integer',
    title: 'Integration steps',
    meaning:
      'Steps of the integrator in one trajectory. More steps cost more and raise the acceptance; 0.7 to 0.9 is a good acceptance.',
    unit: 'steps',
    default: 10,
    min: 1,
    max: 100_000,
    step: 1,
    appliesWhen: isHmc,
  },
  integrator: {
    kind: 'choice',
    title: 'Integrator',
    meaning: 'The reversible and area-preserving scheme for the equations of motion.',
    default: 'omelyan-2',
    choices: integrators,
    appliesWhen: isHmc,
  },
  innerSteps: {
    kind: 'integers',
    title: 'Steps of inner levels',
    meaning:
      'Steps of each inner level within one step of the level above it, outermost first; empty for one level. The cheap gauge force, on the innermost level, is then integrated with small steps and the dear forces of light quarks with large ones.',
    unit: 'steps',
    default: [],
    minLength: 0,
    maxLength: 4,
    min: 1,
    max: 1_000,
    step: 1,
    appliesWhen: hasSea,
  },
  innerIntegrator: {
    kind: 'choice',
    title: 'Integrator of inner levels',
    meaning: 'The scheme within one step of the level above.',
    default: 'omelyan-2',
    choices: integrators,
    appliesWhen: [...hasSea, { key: 'innerSteps', isEmpty: 'no' }],
  },
  reversibilityCheckEvery: {
    kind: 'integer',
    title: 'Reversibility check',
    meaning:
      'Every so many trajectories one is integrated back and the distance to its beginning is recorded. It does not change the chain. Zero switches it off.',
    unit: 'trajectories',
    default: 100,
    min: 0,
    max: 1_000_000,
    step: 10,
    appliesWhen: isHmc,
  },
  hits: {
    kind: 'integer',
    title: 'Hits',
    meaning: 'Proposals for each link before the next link is visited.',
    unit: 'proposals',
    default: 2,
    min: 1,
    max: 1_000,
    step: 1,
    appliesWhen: isMetropolis,
  },
  stepSize: {
    kind: 'number',
    title: 'Proposal size',
    meaning:
      'How far a proposal may rotate a link, or move a scalar field to either side. Smaller steps are accepted more often; about one half accepted is a good choice.',
    unit: 'radians; for a scalar field, lattice units',
    default: 0.5,
    min: 0,
    aboveMin: true,
    max: 3.2,
    step: 0.05,
    appliesWhen: isMetropolis,
  },
  model: {
    kind: 'text',
    title: 'Model',
    meaning:
      'The trained flow: its identifier or name in the workspace, or the path of its folder or file, relative to the folder of this spec. It must have been trained for the same theory and extents; couplings may differ, at the price of acceptance.',
    maxLength: 4_096,
    appliesWhen: isFlow,
  },
  batch: {
    kind: 'integer',
    title: 'Proposals at once',
    meaning: 'How many proposals go through the flow together. It does not change the chain.',
    unit: 'proposals',
    default: 64,
    min: 1,
    max: 65_536,
    step: 64,
    appliesWhen: isFlow,
  },
  proposals: {
    kind: 'integer',
    title: 'Proposals',
    meaning: 'Proposals in each update, accepted or rejected one after the other.',
    unit: 'proposals',
    default: 1,
    min: 1,
    max: 1_000_000,
    step: 1,
    appliesWhen: isFlow,
  },
};

export const phaseKeys: SchemaOf<PhaseSpec> = {
  name: {
    kind: 'text',
    title: 'Name of the phase',
    meaning: 'A label for progress and logs.',
    default: 'production',
    maxLength: 60,
  },
  updates: {
    kind: 'integer',
    title: 'Number of updates',
    meaning:
      'How often the list of algorithms below is carried out in this phase. One update is one unit of Monte Carlo time.',
    unit: 'updates',
    min: 1,
    max: 1_000_000_000,
    step: 100,
  },
  update: {
    kind: 'list',
    title: 'Algorithms of one update',
    meaning: 'One table for each algorithm, carried out in this order in every update.',
    maxItems: 16,
    keys: updateKeys,
  },
};
