/** A spec in one sentence, for lists and logs. */
import type { SeaQuarkSpec } from './dirac-spec.ts';
import type { FlowSpec } from './flow-spec.ts';
import {
  type ActionSpec,
  type FieldKind,
  type PhaseSpec,
  type RunSpec,
  replicasOf,
  type UpdateSpec,
} from './run-spec.ts';

export const describeSpec = (spec: RunSpec): string =>
  `${describeField(spec.lattice.group)}, ${spec.lattice.dims.join(' x ')}, ${describeModel(spec)}: ${describeWork(spec)}`;

/** The group, or what there is instead of links. */
const describeField = (kind: FieldKind): string => (kind === 'scalar' ? 'Scalar field' : kind);

const describeWork = (spec: RunSpec): string => {
  const { phase, flow, training } = spec;
  return flow === undefined || training === undefined
    ? `${phase.map(describePhase).join(', then ')}${describeReplicas(spec)}`
    : `training of ${describeFlow(flow)}, ${training.steps} steps`;
};

const describeReplicas = (spec: RunSpec): string =>
  spec.exchange === undefined ? '' : `, exchanged between ${replicasOf(spec)} replicas`;

/** "16 affine couplings". */
const describeFlow = (flow: FlowSpec): string =>
  'couplings' in flow
    ? `${flow.couplings} ${flow.kind} ${flow.couplings === 1 ? 'coupling' : 'couplings'}`
    : `a ${flow.kind} flow`;

const names = {
  wilson: 'Wilson action',
  symanzik: 'Symanzik action',
  iwasaki: 'Iwasaki action',
  dbw2: 'DBW2 action',
};

/** The action in a few words. */
const describeAction = (action: ActionSpec): string => {
  if ('loops' in action)
    return `loop action "${action.loops.length <= 60 ? action.loops : `${action.loops.slice(0, 57)}...`}"`;
  if (action.preset === 'phi4') return `phi^4, m^2 ${action.massSquared}, lambda ${action.lambda}`;
  return `${names[action.preset]}, beta ${action.beta}`;
};

/** "2 Wilson flavours, kappa 0.15". */
const describeSeaQuark = (quark: SeaQuarkSpec): string => {
  const [kind, count] =
    quark.operator === 'staggered' ? ['taste', quark.tastes] : ['flavour', quark.flavours];
  return `${count} ${operators[quark.operator]} ${kind}${count === 1 ? '' : 's'}, ${'kappa' in quark ? `kappa ${quark.kappa}` : `mass ${quark.mass}`}`;
};

const operators = {
  wilson: 'Wilson',
  'wilson-clover': 'clover',
  staggered: 'staggered',
  'domain-wall': 'domain-wall',
  moebius: 'Moebius',
};

/** What the chain samples: the gauge action and the quarks of the sea. */
export const describeModel = ({ action, fermion }: Pick<RunSpec, 'action' | 'fermion'>): string =>
  [describeAction(action), ...fermion.map(describeSeaQuark)].join(', ');

const describePhase = (phase: PhaseSpec): string =>
  `${phase.updates} x (${phase.update.map(describeUpdate).join(' + ')})`;

const describeUpdate = (update: UpdateSpec): string => {
  if (update.algorithm === 'hmc') {
    const inner = (update.innerSteps ?? []).map((steps) => ` x ${steps}`).join('');
    return `HMC, ${update.steps}${inner} ${update.integrator} steps`;
  }
  if (update.algorithm === 'flow')
    return `${update.proposals} ${update.proposals === 1 ? 'proposal' : 'proposals'} of ${update.model}`;
  const label = update.algorithm === 'heat-bath' ? 'heat bath' : update.algorithm;
  return update.sweeps === 1 ? label : `${update.sweeps} ${label}`;
};

/** What the chain is made with, without numbers: "HMC, then heat bath + over-relaxation". */
export const describeAlgorithms = (spec: Pick<RunSpec, 'phase' | 'training' | 'exchange'>): string => {
  if (spec.training !== undefined) return 'training';
  const phases = spec.phase.map(({ update }) => [...new Set(update.map(nameOfUpdate))].join(' + '));
  const chain = phases.filter((words, i) => words !== phases[i - 1]).join(', then ');
  return spec.exchange === undefined ? chain : `${chain}, exchange`;
};

const nameOfUpdate = ({ algorithm }: UpdateSpec): string => {
  if (algorithm === 'hmc') return 'HMC';
  return algorithm === 'heat-bath' ? 'heat bath' : algorithm;
};
