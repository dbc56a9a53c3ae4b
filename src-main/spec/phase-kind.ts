/**
 * Which phases of runs cost the same time per site and update: those of one group, dimension, action (whatever its couplings), update
 * list, quarks and set of measurements. Test: test/unit/main/spec/phase-kind.test.ts.
 */
import { createHash } from 'node:crypto';
import {
  type ActionSpec,
  type RunSpec,
  replicasOf,
  type UpdateSpec,
} from '../../src-engine/api/spec/run-spec.ts';

const actionKind = (action: ActionSpec): string =>
  'preset' in action ? action.preset : action.loops.replace(/[\d.]+(e[+-]?\d+)?/gi, '#');

/** Without what does not cost time: step sizes and lengths. */
const updateKind = (update: UpdateSpec): readonly unknown[] => {
  switch (update.algorithm) {
    case 'hmc':
      return [
        'hmc',
        update.steps,
        update.integrator,
        update.reversibilityCheckEvery,
        ...(update.innerSteps ?? []).flatMap((steps) => [steps, update.innerIntegrator]),
      ];
    case 'metropolis':
      return ['metropolis', update.sweeps, update.hits];
    case 'flow':
      return ['flow', update.model, update.batch, update.proposals];
    default:
      return [update.algorithm, update.sweeps];
  }
};

/** One kind for each phase of a specification, or for its training. */
export const phaseKinds = ({
  lattice,
  action,
  fermion,
  valence,
  flow,
  training,
  phase,
  exchange,
  measure,
}: RunSpec): readonly string[] => {
  if (training !== undefined) {
    const { batch, estimator, evaluateEvery, evaluationSamples } = training;
    // what a dense network costs does not go with the sites
    const isDense = flow !== undefined && 'network' in flow && flow.network === 'dense';
    const parts = [
      lattice.group,
      isDense ? lattice.dims : lattice.dims.length,
      flow,
      batch,
      estimator,
      evaluateEvery,
      evaluationSamples,
    ];
    return [digestOf(parts)];
  }
  return phase.map(({ update }) => {
    const parts = [
      lattice.group,
      lattice.dims.length,
      (lattice.twist ?? []).length > 0,
      actionKind(action),
      update.map(updateKind),
      measure,
      ...(exchange ? [replicasOf({ exchange }), exchange.every, exchange.models] : []),
      // masses decide what a solver costs, so quarks count with all their parameters
      ...(fermion.length > 0 || valence !== undefined ? [fermion, valence ?? null] : []),
    ];
    return digestOf(parts);
  });
};

const digestOf = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
