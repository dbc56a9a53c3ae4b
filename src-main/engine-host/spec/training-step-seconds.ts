/**
 * How long a step of a training takes on average: steps alone, and evaluations of a few samples in place of all, weighed by how often and on how many samples they
 * are made. Test: test/unit/main/engine-host/probe-time.test.ts.
 */
import type { TrainingSpec } from '../../../src-engine/api/spec/flow-spec.ts';
import type { RunSpec } from '../../../src-engine/api/spec/run-spec.ts';

/** Samples that an evaluation makes at once (src-engine/run/training-run.ts). */
const FEW = 128;
const MANY_STEPS = 1_000_000_000;

export const trainingStepSeconds = (
  spec: RunSpec,
  training: TrainingSpec,
  time: (probed: RunSpec) => number,
): number => {
  const { initialModel: _, ...fresh } = training;
  const evaluationSamples = Math.min(FEW, training.evaluationSamples);
  const probed = (evaluateEvery: number): RunSpec => ({
    ...spec,
    training: { ...fresh, steps: MANY_STEPS, stopAtEss: 1, evaluationSamples, evaluateEvery },
  });
  const step = time(probed(MANY_STEPS));
  const evaluation = Math.max(0, time(probed(1)) - step);
  return step + (evaluation * training.evaluationSamples) / evaluationSamples / training.evaluateEvery;
};
