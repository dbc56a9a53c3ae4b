/**
 * A training as a run: its updates are the steps of the trainer, its state are weights and moments. What it ends with becomes a model.
 * Test: test/unit/engine/run/training-run.test.ts.
 */
import type { ModelQuality, ModelTarget } from '../api/model-manifest.ts';
import type { FlowSpec } from '../api/spec/flow-spec.ts';
import type { RunSpec } from '../api/spec/run-spec.ts';
import { invariant } from '../base/invariant.ts';
import { fail, ok, type Result, unwrap } from '../base/result.ts';
import { Device } from '../kernel/device.ts';
import type { Executor } from '../kernel/executor.ts';
import { volumeOf } from '../lattice/gauge-configuration.ts';
import { exactSpec } from '../learn/exact-flow.ts';
import type { Flow } from '../learn/flow.ts';
import { makeFlow } from '../learn/make-flow.ts';
import { familyOf } from '../learn/model/check-architecture.ts';
import { tensorsOf } from '../learn/model/model-file.ts';
import type { Tensor } from '../learn/model/tensor.ts';
import { makeTarget } from '../learn/target/make-target.ts';
import type { Target } from '../learn/target.ts';
import { makeEvaluator } from '../learn/train/evaluation.ts';
import { chargeModes, type Modes, signModes } from '../learn/train/modes.ts';
import { Trainer } from '../learn/train/trainer.ts';
import type { TrainerState } from '../learn/train/trainer-state.ts';
import type { TrainingAlarm } from '../learn/train/training-alarm.ts';
import { transfer } from '../learn/train/transfer.ts';
import { type Models, modelFor, noModels, targetOfSpec } from './models.ts';
import type { SavedTraining } from './run-port.ts';

/** Samples that an evaluation makes at once. */
const EVALUATION_BATCH = 128;

/** What a training made. */
export interface TrainedModel {
  readonly target: ModelTarget;
  readonly architecture: FlowSpec;
  readonly tensors: readonly Tensor[];
  /** Null where it was not measured. */
  readonly quality: ModelQuality | null;
  readonly steps: number;
}

const modesOf = (target: ModelTarget, dims: readonly number[]): Modes | undefined => {
  if (target.theory === 'phi4') return signModes;
  return target.theory === 'u1' && dims.length === 2 ? chargeModes(target.beta, volumeOf(dims)) : undefined;
};

export class TrainingRun {
  readonly spec: RunSpec;
  readonly phase = 'training';
  private readonly device: Device;
  private readonly modelTarget: ModelTarget;
  private readonly architecture: FlowSpec;
  private readonly flow: Flow;
  /** The same flow in double precision: how good it is must not hang on rounding. */
  private readonly evaluationFlow: Flow;
  private readonly target: Target;
  private readonly trainer: Trainer;

  /** Throws the FailureError of flows that there are not, and of models that do not fit. */
  constructor(spec: RunSpec, executor: Executor, models: Models = noModels) {
    const { flow: architecture, training, lattice, seed } = spec;
    invariant(architecture !== undefined && training !== undefined, 'a training with its flow');
    this.spec = spec;
    this.architecture = architecture;
    this.device = new Device(executor, { reproducible: spec.run.reproducible });
    this.modelTarget = targetOfSpec(spec);
    this.target = makeTarget(this.modelTarget, lattice.dims.length);
    const { dims } = lattice;
    const shape = { dims, spec: architecture, family: familyOf(this.modelTarget), seed };
    this.flow = unwrap(makeFlow(this.device, { ...shape, samples: training.batch, precision: 'f32' }));
    if (training.initialModel !== undefined) this.beginWith(training.initialModel, models);
    this.evaluationFlow = unwrap(
      makeFlow(this.device, {
        ...shape,
        spec: exactSpec(architecture),
        samples: Math.min(EVALUATION_BATCH, training.evaluationSamples),
        precision: 'f64',
        parameters: this.flow.parameters,
      }),
    );
    const modes = modesOf(this.modelTarget, dims);
    this.trainer = new Trainer({
      flow: this.flow,
      target: this.target,
      spec: training,
      seed,
      evaluationFlow: this.evaluationFlow,
      ...(modes && { modes }),
    });
  }

  get update(): number {
    return this.trainer.update;
  }
  get totalUpdates(): number {
    return this.trainer.totalUpdates;
  }

  /** Bytes of kernel memory in use. */
  get bytes(): number {
    return this.device.bytes;
  }

  step(): Record<string, number> {
    return this.trainer.step();
  }

  takeAlarms(): readonly TrainingAlarm[] {
    return this.trainer.takeAlarms();
  }

  saved(): SavedTraining {
    return { kind: 'training', update: this.update, training: this.trainer.state() };
  }

  /** Goes on as if it had never stopped, bit for bit. */
  restore(state: TrainerState): Result<void> {
    return this.trainer.restore(state);
  }

  /** The flow as it is, with its quality on samples that no evaluation has seen. */
  result(): TrainedModel {
    const { evaluationSamples } = this.trainer.spec;
    const evaluator = makeEvaluator(this.evaluationFlow, this.target, this.spec.seed, evaluationSamples);
    const { ess, essError, samples } = evaluator.evaluate(this.update + 1);
    evaluator.release();
    return {
      target: this.modelTarget,
      architecture: this.architecture,
      tensors: tensorsOf(this.flow.parameters),
      quality: { ess: { value: ess, error: essError, samples } },
      steps: this.update,
    };
  }

  private beginWith(word: string, models: Models): void {
    const { manifest, tensors } = unwrap(modelFor(models, word, this.spec));
    unwrap(sameArchitecture(manifest.architecture, this.architecture, manifest.name));
    const { parameters, lattice } = this.flow;
    unwrap(transfer(tensors, manifest.dims, parameters, lattice.dims, manifest.name));
  }
}

/** Keys that say how precisely a flow is integrated, not which one it is. */
const INTEGRATION: ReadonlySet<string> = new Set(['steps', 'exactSteps']);

/** Numbers of the same shapes can belong to different flows. */
const sameArchitecture = (found: FlowSpec, wanted: FlowSpec, name: string): Result<void> => {
  const [a, b] = [found, wanted].map((flow) => new Map(Object.entries(flow)));
  const differing = [...new Set([...a!.keys(), ...b!.keys()])].filter(
    (key) => !INTEGRATION.has(key) && JSON.stringify(a!.get(key)) !== JSON.stringify(b!.get(key)),
  );
  if (differing.length === 0) return ok(undefined);
  return fail(
    'model.mismatch',
    `The model ${name} is another flow than [flow]: they differ in ${differing.join(', ')}.`,
    'Write the keys of the model into [flow], or choose another model.',
    { differing },
  );
};
