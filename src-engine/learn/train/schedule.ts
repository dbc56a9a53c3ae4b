/**
 * Learning rate and couplings as functions of the number t of a step, 1 <= t <= T. With s = (t - 1)/(T - 1) and f the last rate over the first one:
 *   constant 1,   cosine f + (1 - f)(1 + cos(pi s))/2 (I. Loshchilov, F. Hutter, arXiv:1608.03983, without restarts),   exponential f^s.
 * Couplings rise linearly, t/annealing, and then stay. Proved by test/unit/engine/learn/train/schedule.test.ts.
 */
import type { TrainingSpec } from '../../api/spec/flow-spec.ts';
import { invariant, unreachable } from '../../base/invariant.ts';

type Rates = Pick<TrainingSpec, 'steps' | 'learningRate' | 'schedule' | 'finalRate'>;

export const learningRateAt = (spec: Rates, step: number): number => {
  const { steps, learningRate, schedule, finalRate } = spec;
  if (schedule === 'constant') return learningRate;
  invariant(finalRate !== undefined, `a ${schedule} schedule without its last rate`);
  const done = steps > 1 ? (step - 1) / (steps - 1) : 0;
  switch (schedule) {
    case 'cosine':
      return learningRate * (finalRate + ((1 - finalRate) * (1 + Math.cos(Math.PI * done))) / 2);
    case 'exponential':
      return learningRate * finalRate ** done;
    default:
      return unreachable(schedule);
  }
};

/** What the couplings of the target are multiplied by. */
export const couplingScaleAt = ({ annealing }: Pick<TrainingSpec, 'annealing'>, step: number): number =>
  annealing === 0 ? 1 : Math.min(1, step / annealing);
