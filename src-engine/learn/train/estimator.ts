/**
 * Estimators of the gradient of the reverse Kullback-Leibler divergence KL(q, p) = <log q - log p> over samples of the flow, one file each.
 * All have the same mean; they differ in variance and cost. Proved by test/unit/engine/learn/train/estimator.test.ts.
 */
import type { SampleAddress } from '../../random/stream.ts';
import type { TrainingBatch } from './training-batch.ts';

/**
 * Draws one batch from the flow; the gradient of its parameters <- an estimate of d KL/d parameters, p with couplings times `scale`.
 * Returns log p - log q of each sample, up to log Z.
 */
export type Estimator = (batch: TrainingBatch, draw: SampleAddress, scale: number) => Float64Array;
