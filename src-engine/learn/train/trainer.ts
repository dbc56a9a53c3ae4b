/**
 * A training, step by step: one batch from the flow, the gradient of its reverse divergence, one step of the optimiser; now and then an evaluation on fresh samples.
 * Everything is a function of (specification, seed, number of the step), so a training that goes on from a saved state repeats the numbers bit for bit.
 * A step that gives a number that is not finite is not taken: it ends the training with its reason, the parameters as they were before.
 * Proved by test/unit/engine/learn/train/trainer.test.ts.
 */
import type { TrainingSpec } from '../../api/spec/flow-spec.ts';
import { FailureError, ok, type Result } from '../../base/result.ts';
import type { Flow } from '../flow.ts';
import { makeAdam, type Optimiser } from '../optimise/adam.ts';
import { clippingScale, gradientNorm } from '../optimise/gradient-norm.ts';
import { effectiveSampleSize } from '../sample/reweight.ts';
import type { Target } from '../target.ts';
import { TRAINING_STAGE } from './draws.ts';
import type { Estimator } from './estimator.ts';
import { estimatorOf } from './estimators.ts';
import { type Evaluation, type Evaluator, makeEvaluator } from './evaluation.ts';
import { lostModes, type Modes } from './modes.ts';
import { couplingScaleAt, learningRateAt } from './schedule.ts';
import { restoreTensors, stateTensors, type TrainerState } from './trainer-state.ts';
import { type TrainingAlarm, TrainingAlarms } from './training-alarm.ts';
import { TrainingBatch } from './training-batch.ts';

export interface TrainerOptions {
  /** Of single precision; its samples are the batch. */
  readonly flow: Flow;
  readonly target: Target;
  readonly spec: TrainingSpec;
  readonly seed: number;
  /** The flow that evaluations sample, of the same parameters; `flow` itself when absent. */
  readonly evaluationFlow?: Flow;
  /** Modes of the target, to see whether all are sampled. */
  readonly modes?: Modes;
  /** Independent fields of the target, plain order, to see the same. */
  readonly reference?: Float64Array;
}

export class Trainer {
  readonly flow: Flow;
  readonly target: Target;
  readonly spec: TrainingSpec;
  readonly phase = 'training';
  private readonly options: TrainerOptions;
  private readonly batch: TrainingBatch;
  private readonly estimate: Estimator;
  private readonly optimiser: Optimiser;
  private readonly evaluator: Evaluator;
  private board = new TrainingAlarms();
  private alarms: TrainingAlarm[] = [];
  private done = 0;
  private stopped = false;

  constructor(options: TrainerOptions) {
    const { flow, target, spec, seed, evaluationFlow = flow } = options;
    this.options = options;
    this.flow = flow;
    this.target = target;
    this.spec = spec;
    this.batch = new TrainingBatch(flow, target);
    this.estimate = estimatorOf(spec.estimator);
    this.optimiser = makeAdam(flow.lattice.device, flow.parameters, {
      kind: spec.optimiser,
      ...(spec.weightDecay !== undefined && { weightDecay: spec.weightDecay }),
    });
    this.evaluator = makeEvaluator(evaluationFlow, target, seed, spec.evaluationSamples);
  }

  /** Steps done. */
  get update(): number {
    return this.done;
  }

  /** Steps of the whole training: fewer than specified, once the effective sample size has ended it. */
  get totalUpdates(): number {
    return this.stopped ? this.done : this.spec.steps;
  }

  /** The next step; what it gave, by metric name. Throws the FailureError of a step that cannot be taken. */
  step(): Record<string, number> {
    const update = this.done + 1;
    const { flow, spec } = this;
    const draw = { seed: this.options.seed, purpose: 'sampler', update, stage: TRAINING_STAGE } as const;
    const logWeights = this.estimate(this.batch, draw, couplingScaleAt(spec, update));
    const loss = -logWeights.reduce((sum, w) => sum + w, 0) / logWeights.length;
    const norm = gradientNorm(flow.parameters.gradient());
    this.requireFinite(update, 'The loss', loss);
    this.requireFinite(update, 'The norm of the gradient', norm);
    const rate = learningRateAt(spec, update);
    this.optimiser.step(rate, clippingScale(norm, spec.clip));
    this.done = update;
    const values = {
      loss,
      ess: effectiveSampleSize(logWeights),
      'gradient-norm': norm,
      'learning-rate': rate,
    };
    return update % spec.evaluateEvery === 0 || update === spec.steps
      ? { ...values, ...this.evaluated(update) }
      : values;
  }

  /** Alarms since they were last taken. */
  takeAlarms(): TrainingAlarm[] {
    const taken = this.alarms;
    this.alarms = [];
    return taken;
  }

  state(): TrainerState {
    const moments = this.optimiser.state();
    return {
      progress: {
        version: 1,
        step: this.done,
        stopped: this.stopped,
        optimiserStep: moments.step,
        alarms: this.board.state(),
      },
      tensors: stateTensors(this.flow.parameters, moments),
    };
  }

  restore({ progress, tensors }: TrainerState): Result<void> {
    const moments = restoreTensors(this.flow.parameters, tensors, progress.optimiserStep);
    if (!moments.ok) return moments;
    this.optimiser.restore(moments.value);
    this.board = new TrainingAlarms(progress.alarms);
    this.done = progress.step;
    this.stopped = progress.stopped;
    return ok(undefined);
  }

  /** The flow stays. */
  release(): void {
    this.batch.release();
    this.optimiser.release();
    this.evaluator.release();
  }

  private evaluated(update: number): Record<string, number> {
    const { spec, options } = this;
    const { modes, reference } = options;
    const found = this.evaluator.evaluate(update, modes && ((x) => [modes.label(x)]));
    const { samples, ess, densityDeviation } = found;
    if (!Number.isFinite(ess)) this.requireFinite(update, 'The effective sample size', ess);
    const referenceEss = reference && this.evaluator.byTarget(reference);
    this.alarms.push(
      ...this.board.check({
        update,
        steps: spec.steps,
        samples,
        ess,
        ...(referenceEss !== undefined && { referenceEss }),
        ...(densityDeviation !== undefined && { densityDeviation }),
        ...(modes && { lost: { name: modes.name, modes: lostModes(modes, found.observed[0]!) } }),
      }),
    );
    this.stopped = spec.stopAtEss < 1 && ess > spec.stopAtEss;
    return {
      ...metricsOf(found),
      ...(referenceEss !== undefined && { 'reference-ess': referenceEss }),
    };
  }

  private requireFinite(update: number, what: string, value: number): void {
    if (Number.isFinite(value)) return;
    this.alarms.push(...this.board.notFinite(update, what));
    throw new FailureError({
      code: 'run.diverged',
      message: `${what} became ${value} in step ${update}.`,
      remedy:
        'Fork the training, from its last checkpoint, with a smaller learning rate or a smaller limit of the gradient (training.clip).',
      detail: { update },
    });
  }
}

const metricsOf = (found: Evaluation): Record<string, number> => ({
  'evaluation-ess': found.ess,
  'evaluation-ess-error': found.essError,
  acceptance: found.acceptance,
  'log-z': found.logZ,
  'log-z-error': found.logZError,
  ...(found.densityDeviation !== undefined && { 'density-deviation': found.densityDeviation }),
});
