/**
 * The update algorithm flow of a specification: proposals of a trained model for the field of the run, in double precision.
 * Test: test/unit/engine/run/scalar-simulation.test.ts.
 */
import type { FlowUpdate } from '../api/spec/flow-spec.ts';
import type { RunSpec } from '../api/spec/run-spec.ts';
import { unwrap } from '../base/result.ts';
import type { Device } from '../kernel/device.ts';
import { makeFlow } from '../learn/make-flow.ts';
import { familyOf } from '../learn/model/check-architecture.ts';
import type { ChainField } from '../learn/sample/chain-field.ts';
import { flowUpdater } from '../learn/sample/flow-updater.ts';
import { makeTarget } from '../learn/target/make-target.ts';
import { flowInRun } from './model-flow.ts';
import { type Models, targetOfSpec } from './models.ts';
import type { Updater } from './updater.ts';

interface Proposing {
  readonly update: FlowUpdate;
  /** Number of its phase: phases with other numbers of proposals must not meet the same ones. */
  readonly phase: number;
  readonly models: Models;
  readonly field: ChainField;
}

/** Stages that proposals and their acceptance take. */
const STAGES_EACH = 2;

/** Throws the FailureError of a model that does not fit. */
export const flowProposals = (
  device: Device,
  spec: RunSpec,
  { update, phase, models, field }: Proposing,
): Updater => {
  const wanted = targetOfSpec(spec);
  const { dims } = spec.lattice;
  const { flow, spec: exact } = flowInRun(device, spec, models, update.model, update.batch);
  const { parameters } = flow;
  const one = { dims, family: familyOf(wanted), seed: 0, spec: exact, samples: 1, parameters } as const;
  const weigher = unwrap(makeFlow(device, { ...one, precision: 'f64' }));
  const proposing = flowUpdater({
    flow,
    weigher,
    target: makeTarget(wanted, dims.length),
    field,
    proposals: update.proposals,
    fresh: phase === 0 && spec.start.kind !== 'file',
  });
  return {
    name: 'flow',
    apply: (draw) => ({ ...proposing.apply({ ...draw, stage: draw.stage + STAGES_EACH * phase }) }),
  };
};
