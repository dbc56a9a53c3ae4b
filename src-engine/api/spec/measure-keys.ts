/** Keys of [measure.*]: a section that is there is measured, one that is not there is not. */
import { hadronKeys } from './hadron-keys.ts';
import type { CreutzRatiosSpec, StaticPotentialSpec } from './hadron-spec.ts';
import { every, linkSmearingKeys } from './recurring-keys.ts';
import type { FlowSpec, MeasureSpec, TopologicalChargeSpec, WilsonLoopsSpec } from './run-spec.ts';
import type { SchemaOf } from './schema-node.ts';

/** Trainings measure nothing but themselves. */
const isChain = { key: '/training', isThere: 'no' } as const;

const wilsonLoopsKeys: SchemaOf<WilsonLoopsSpec> = {
  every: every(10),
  maxR: {
    kind: 'integer',
    title: 'Largest spatial side',
    meaning: 'W(R, T) is measured for R from 1 to this, averaged over the spatial directions.',
    unit: 'sites',
    default: 1,
    min: 1,
    max: 255,
    step: 1,
  },
  maxT: {
    kind: 'integer',
    title: 'Largest side in time',
    meaning: 'W(R, T) is measured for T from 1 to this.',
    unit: 'sites',
    default: 1,
    min: 1,
    max: 255,
    step: 1,
  },
  ...linkSmearingKeys({ smearing: 'none', strength: 0.1 }),
};

const staticPotentialKeys: SchemaOf<StaticPotentialSpec> = {
  every: every(10),
  maxR: {
    kind: 'integer',
    title: 'Largest distance',
    meaning: 'V(R) is measured for R from 1 to this, along the axes.',
    unit: 'sites',
    default: 2,
    min: 1,
    max: 255,
    step: 1,
  },
  time: {
    kind: 'integer',
    title: 'Time of the potential',
    meaning:
      'V(R) = log(W(R, T) / W(R, T + 1)) is read off at this T. Later times have less of excited states and more noise.',
    unit: 'sites',
    default: 2,
    min: 1,
    max: 254,
    step: 1,
  },
  ...linkSmearingKeys({ smearing: 'ape', strength: 0.5 }),
};

const creutzRatiosKeys: SchemaOf<CreutzRatiosSpec> = {
  every: every(10),
  max: {
    kind: 'integer',
    title: 'Largest side',
    meaning: 'Ratios of loops with sides from 2 to this.',
    unit: 'sites',
    default: 2,
    min: 2,
    max: 255,
    step: 1,
  },
};

const topologicalChargeKeys: SchemaOf<TopologicalChargeSpec> = {
  every: every(10),
  definition: {
    kind: 'choices',
    title: 'Definitions',
    meaning:
      'Which lattice expressions of the topological charge are measured, without flow; flow records Q(t) as well.',
    default: ['clover'],
    choices: {
      plaquette: 'field strength from one plaquette per plane',
      clover: 'field strength from the average of four plaquettes',
      improved: 'clover and 1x2 rectangles combined so that the leading error cancels',
    },
    appliesWhen: [{ key: '/lattice.dims', length: 4 }],
  },
};

const flowKeys: SchemaOf<FlowSpec> = {
  every: every(50),
  action: {
    kind: 'choice',
    title: 'Flow action',
    meaning: 'The action whose gradient drives the flow.',
    default: 'wilson',
    choices: { wilson: 'plaquettes only', symanzik: 'tree-level improved' },
  },
  integrator: {
    kind: 'choice',
    title: 'Flow integrator',
    meaning: 'The scheme that integrates the flow equation.',
    default: 'rk3',
    choices: {
      rk3: 'third-order Runge-Kutta with a fixed step (Lüscher, arXiv:1006.4518)',
      adaptive: 'the same scheme with a step chosen from an error estimate',
    },
  },
  step: {
    kind: 'number',
    title: 'Flow step',
    meaning:
      'Flow time of one step; for the adaptive integrator the first one. The error is of third order in it.',
    unit: 'a^2',
    default: 0.02,
    min: 0,
    aboveMin: true,
    max: 0.5,
    step: 0.01,
  },
  tolerance: {
    kind: 'number',
    title: 'Flow tolerance',
    meaning: 'Largest error of a link in one step that the adaptive integrator lets pass.',
    default: 1e-6,
    min: 1e-14,
    max: 0.1,
    appliesWhen: [{ key: 'integrator', isOneOf: ['adaptive'] }],
  },
  maxTime: {
    kind: 'number',
    title: 'Last flow time',
    meaning: 'The flow ends here. For t0 and w0 it must pass the time where t^2 E(t) reaches 0.3.',
    unit: 'a^2',
    default: 4,
    min: 0,
    aboveMin: true,
    max: 10_000,
    step: 0.5,
  },
  recordEvery: {
    kind: 'number',
    title: 'Record every',
    meaning: 'Flow time between recorded values of E(t), Q(t) and the plaquette. A whole number of steps.',
    unit: 'a^2',
    default: 0.1,
    min: 0,
    aboveMin: true,
    max: 10_000,
    step: 0.1,
  },
};

const gaugeKeys: SchemaOf<Omit<MeasureSpec, 'scalar'>> = {
  plaquette: {
    kind: 'section',
    presence: 'optional',
    title: 'Plaquette',
    meaning: 'Re tr P / N averaged over sites and planes, also apart for space-space and space-time planes.',
    keys: { every: every(1) },
  },
  rectangle: {
    kind: 'section',
    presence: 'optional',
    title: 'Rectangle',
    meaning: 'Re tr / N of the 1x2 loops, averaged over sites, planes and orientations.',
    keys: { every: every(1) },
  },
  polyakov: {
    kind: 'section',
    presence: 'optional',
    title: 'Polyakov loop',
    meaning: 'tr / N of the loop that winds around time, averaged over space: real and imaginary part.',
    keys: { every: every(1) },
  },
  wilsonLoops: {
    kind: 'section',
    presence: 'optional',
    title: 'Wilson loops',
    meaning: 'W(R, T) of planar loops in space and time, for the static potential.',
    keys: wilsonLoopsKeys,
  },
  topologicalCharge: {
    kind: 'section',
    presence: 'optional',
    title: 'Topological charge',
    meaning:
      'Q for SU(N) in four dimensions and for U(1) in two (there the sum of wrapped plaquette angles over 2 pi, an integer).',
    keys: topologicalChargeKeys,
  },
  actionDensity: {
    kind: 'section',
    presence: 'optional',
    title: 'Action density',
    meaning: 'E = -sum over planes of tr F F per site, with the clover field strength.',
    keys: { every: every(10) },
  },
  flow: {
    kind: 'section',
    presence: 'optional',
    title: 'Gradient flow',
    meaning: 'E(t), Q(t) and the plaquette along the flow, and from them the scales t0 and w0.',
    keys: flowKeys,
  },
  staticPotential: {
    kind: 'section',
    presence: 'optional',
    title: 'Static potential',
    meaning: 'V(R) between static quarks, from the decay of Wilson loops in time.',
    keys: staticPotentialKeys,
  },
  creutzRatios: {
    kind: 'section',
    presence: 'optional',
    title: 'Creutz ratios',
    meaning:
      'chi(R, T) = -log[W(R, T) W(R-1, T-1) / (W(R, T-1) W(R-1, T))]: perimeter terms cancel, the string tension stays.',
    keys: creutzRatiosKeys,
  },
  ...hadronKeys,
};

/** Only where there are links, and a chain of them. */
const ofLinks = (sections: typeof gaugeKeys): typeof gaugeKeys =>
  Object.fromEntries(
    Object.entries(sections).map(([name, node]) => [
      name,
      { ...node, appliesWhen: [{ key: '/lattice.group', isNot: 'scalar' }, isChain] },
    ]),
  ) as unknown as typeof gaugeKeys;

export const measureKeys: SchemaOf<MeasureSpec> = {
  ...ofLinks(gaugeKeys),
  scalar: {
    kind: 'section',
    presence: 'optional',
    title: 'Scalar field',
    meaning:
      'Of a scalar field: the averages phi^2 and phi^4 over the sites, the magnetisation M = sum phi / V, |M|, the susceptibility V M^2, the energy (1/2) sum over mu of phi(x) phi(x+mu) per site, the action per site, and the correlator of slices in time.',
    keys: { every: every(1) },
    appliesWhen: [{ key: '/lattice.group', isOneOf: ['scalar'] }, isChain],
  },
};
