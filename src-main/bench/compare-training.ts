/**
 * Our training steps and PyTorch's by turns, round after round, so that whatever else the machine does meets both alike; medians over rounds.
 * Test: test/unit/main/bench/training.test.ts.
 */
import type { Failure } from '../../src-engine/base/result.ts';
import { threadPoolExecutor } from '../worker/thread-pool.ts';
import type { Effort } from './compare.ts';
import type { TrainingName } from './names.ts';
import { type PyTorch, runPyTorch } from './pytorch.ts';
import { medianRate, type Rate, type Repeatable, sampleRate, warmUp } from './sampling.ts';
import { trainingStep } from './training-workload.ts';

/** Steps per second; null where there is no PyTorch. */
export interface TrainingComparison {
  readonly training: TrainingName;
  readonly threads: number;
  readonly rate: Rate;
  readonly pytorch: Rate | null;
}

/** Starting PyTorch takes longer than a measurement. */
const MAX_ROUNDS = 3;

interface Contender {
  readonly training: TrainingName;
  readonly work: Repeatable;
  readonly ours: Rate[];
  readonly theirs: Rate[];
}

export const compareTraining = async (
  trainings: readonly TrainingName[],
  threads: number,
  pytorch: PyTorch | undefined,
  effort: Effort,
  onRefusal: (failure: Failure) => void,
): Promise<TrainingComparison[]> => {
  const pools = trainings.map(() => threadPoolExecutor({ threads }));
  try {
    await Promise.all(pools.map((pool) => pool.ready()));
    const contenders = trainings.map(
      (training, i): Contender => ({
        training,
        work: trainingStep(training, pools[i]!),
        ours: [],
        theirs: [],
      }),
    );
    for (const { work } of contenders) warmUp(work);
    for (let round = 0; round < Math.min(effort.rounds, MAX_ROUNDS); round++) {
      for (const c of contenders) c.ours.push(sampleRate(c.work, effort.seconds));
      const measured = pytorch && runPyTorch(pytorch, trainings, threads, effort.seconds);
      if (measured?.ok) for (const c of contenders) c.theirs.push(measured.value.get(c.training)!);
      else if (measured) onRefusal(measured.error);
    }
    return contenders.map(({ training, ours, theirs }) => ({
      training,
      threads,
      rate: medianRate(ours),
      pytorch: theirs.length > 0 ? medianRate(theirs) : null,
    }));
  } finally {
    for (const pool of pools) pool.dispose();
    await Promise.all(pools.map((pool) => pool.ended));
  }
};
