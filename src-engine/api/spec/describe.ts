/** A spec in one sentence, for lists and logs. */
import type { ActionSpec, PhaseSpec, RunSpec, UpdateSpec } from './run-spec.ts';

export const describeSpec = (spec: RunSpec): string =>
  `${spec.lattice.group}, ${spec.lattice.dims.join(' x ')}, ${describeAction(spec.action)}: ${spec.phase.map(describePhase).join(', then ')}`;

const names = {
  wilson: 'Wilson action',
  symanzik: 'Symanzik action',
  iwasaki: 'Iwasaki action',
  dbw2: 'DBW2 action',
};

/** The action in a few words. */
export const describeAction = (action: ActionSpec): string => {
  if ('loops' in action)
    return `loop action "${action.loops.length <= 60 ? action.loops : `${action.loops.slice(0, 57)}...`}"`;
  return `${names[action.preset]}, beta ${action.beta}`;
};

const describePhase = (phase: PhaseSpec): string =>
  `${phase.updates} x (${phase.update.map(describeUpdate).join(' + ')})`;

const describeUpdate = (update: UpdateSpec): string => {
  if (update.algorithm === 'hmc') return `HMC, ${update.steps} ${update.integrator} steps`;
  const label = update.algorithm === 'heat-bath' ? 'heat bath' : update.algorithm;
  return update.sweeps === 1 ? label : `${update.sweeps} ${label}`;
};

/** What the chain is made with, without numbers: "HMC, then heat bath + over-relaxation". */
export const describeAlgorithms = (spec: Pick<RunSpec, 'phase'>): string => {
  const phases = spec.phase.map(({ update }) => [...new Set(update.map(nameOfUpdate))].join(' + '));
  return phases.filter((words, i) => words !== phases[i - 1]).join(', then ');
};

const nameOfUpdate = ({ algorithm }: UpdateSpec): string => {
  if (algorithm === 'hmc') return 'HMC';
  return algorithm === 'heat-bath' ? 'heat bath' : algorithm;
};
