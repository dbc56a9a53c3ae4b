/**
 * Trouble of a training, as data: raised once, and again only after it has been quiet in between.
 *   collapse: the effective sample size is one sample, after it was more, or still when half of the training is over;
 *   mode-loss: parts of the target are not sampled (modes.ts), or weights of independent samples of the target say so: they give
 *     ESS_p = 1/(<w>_p <1/w>_p), equal to that of the flow's own samples where it reaches everything, and smaller where p/q has large values that they do not meet;
 *   inexact-density: log q of a flow that is integrated deviates by more than it may (density-check.ts);
 *   not-finite: a step gave a number that is not finite, and was not taken.
 * Proved by test/unit/engine/learn/train/training-alarm.test.ts.
 */
import { DENSITY_TOLERANCE } from '../density-check.ts';

export type TrainingAlarmKind = 'collapse' | 'mode-loss' | 'inexact-density' | 'not-finite';

export interface TrainingAlarm {
  readonly kind: TrainingAlarmKind;
  readonly update: number;
  readonly message: string;
  readonly remedy: string;
}

export interface TrainingFacts {
  readonly update: number;
  readonly steps: number;
  readonly samples: number;
  readonly ess: number;
  /** By independent samples of the target. */
  readonly referenceEss?: number;
  /** Of log q, where it is integrated. */
  readonly densityDeviation?: number;
  readonly lost?: { readonly name: string; readonly modes: readonly number[] };
}

export interface TrainingAlarmState {
  readonly raised: readonly TrainingAlarmKind[];
  /** Effective samples of the best evaluation. */
  readonly best: number;
}

/** Effective samples that are one, and that are many. */
const ONE = 2;
const MANY = 10;
/** Below this fraction of the flow's own effective sample size that of the target's samples is another. */
const OTHER = 0.2;

export class TrainingAlarms {
  private readonly raised: Set<TrainingAlarmKind>;
  private best: number;

  constructor(state?: TrainingAlarmState) {
    this.raised = new Set(state?.raised);
    this.best = state?.best ?? 0;
  }

  state(): TrainingAlarmState {
    return { raised: [...this.raised], best: this.best };
  }

  /** What an evaluation sets off. */
  check(facts: TrainingFacts): TrainingAlarm[] {
    return [
      ...this.judge('collapse', facts, this.collapse(facts)),
      ...this.judge('mode-loss', facts, modeLoss(facts)),
      ...this.judge('inexact-density', facts, inexactDensity(facts)),
    ];
  }

  /** A step that was not taken; `what` was not finite. */
  notFinite(update: number, what: string): TrainingAlarm[] {
    return this.judge(
      'not-finite',
      { update },
      {
        message: `${what} is not finite in step ${update}.`,
        remedy:
          'Fork the training, from its last checkpoint, with a smaller learning rate or a smaller limit of the gradient (training.clip).',
      },
    );
  }

  private judge(
    kind: TrainingAlarmKind,
    { update }: { readonly update: number },
    trouble: Pick<TrainingAlarm, 'message' | 'remedy'> | undefined,
  ): TrainingAlarm[] {
    if (trouble === undefined) {
      this.raised.delete(kind);
      return [];
    }
    if (this.raised.has(kind)) return [];
    this.raised.add(kind);
    return [{ kind, update, ...trouble }];
  }

  private collapse({
    update,
    steps,
    samples,
    ess,
  }: TrainingFacts): Pick<TrainingAlarm, 'message' | 'remedy'> | undefined {
    const effective = ess * samples;
    const before = this.best;
    this.best = Math.max(before, effective);
    if (effective > ONE) return undefined;
    const number = effective.toFixed(1);
    if (before >= MANY) {
      return {
        message: `The effective sample size fell to ${number} of ${samples} samples; it had been ${before.toFixed(0)}.`,
        remedy:
          'Train again with a smaller learning rate or a smaller limit of the gradient (training.clip), from the last model that was good.',
      };
    }
    if (update < steps / 2) return undefined;
    return {
      message: `The effective sample size is still ${number} of ${samples} samples.`,
      remedy:
        'Start from a model of a weaker coupling or a smaller volume, raise the couplings slowly (annealing), or use a larger flow.',
    };
  }
}

const inexactDensity = ({
  densityDeviation = 0,
}: TrainingFacts): Pick<TrainingAlarm, 'message' | 'remedy'> | undefined => {
  // what is not a number is not small
  if (densityDeviation <= DENSITY_TOLERANCE) return undefined;
  return {
    message: `log q deviates by up to ${densityDeviation.toPrecision(2)} in evaluations, more than ${DENSITY_TOLERANCE}: their numbers are not exact.`,
    remedy:
      'Raise flow.exact-steps; if that does not help, train with more steps (flow.steps). What the flow learns does not depend on exact-steps.',
  };
};

const modeLoss = ({
  ess,
  referenceEss,
  lost,
}: TrainingFacts): Pick<TrainingAlarm, 'message' | 'remedy'> | undefined => {
  const remedy =
    'Averages of this flow are not to be trusted, whatever its effective sample size: raise the couplings slowly (annealing), or use a flow with the symmetry built in.';
  if (lost && lost.modes.length > 0)
    return { message: `The flow does not reach fields with ${lost.name} ${lost.modes.join(', ')}.`, remedy };
  if (referenceEss !== undefined && referenceEss < OTHER * ess) {
    return {
      message: `The effective sample size is ${ess.toFixed(3)} by samples of the flow, but ${referenceEss.toFixed(3)} by samples of the target.`,
      remedy,
    };
  }
  return undefined;
};
