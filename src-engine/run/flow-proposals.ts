/**
 * The update algorithm flow of a specification: proposals of a trained model for the field of the run, in double precision.
 * Models of another volume are taken where their numbers fit (convolutions). Test: test/unit/engine/run/scalar-simulation.test.ts.
 */
import type { FlowUpdate } from '../api/spec/flow-spec.ts';
import type { RunSpec } from '../api/spec/run-spec.ts';
import { unwrap } from '../base/result.ts';
import type { Device } from '../kernel/device.ts';
import { makeExactFlow } from '../learn/exact-flow.ts';
import { makeFlow } from '../learn/make-flow.ts';
import { familyOf } from '../learn/model/check-architecture.ts';
import type { ChainField } from '../learn/sample/chain-field.ts';
import { flowUpdater } from '../learn/sample/flow-updater.ts';
import { makeTarget } from '../learn/target/make-target.ts';
import { type Models, modelFor, targetOfSpec } from './models.ts';
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
  const { manifest, tensors } = unwrap(modelFor(models, update.model, spec));
  const wanted = targetOfSpec(spec);
  const { dims } = spec.lattice;
  const options = { dims, family: familyOf(wanted), seed: 0 } as const;
  const { flow, spec: exact } = unwrap(
    makeExactFlow(
      device,
      { ...options, spec: manifest.architecture, samples: update.batch },
      tensors,
      manifest.name,
    ),
  );
  const { parameters } = flow;
  const weigher = unwrap(
    makeFlow(device, { ...options, spec: exact, samples: 1, precision: 'f64', parameters }),
  );
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
