/**
 * The score-function gradient with a control variate: samples are taken as given, s_i = log q(x_i) + S(x_i),
 *   (1/N) sum_i (s_i - mean of the others' s) d log q(x_i)/dparameters = 1/(N-1) sum_i (s_i - mean s) d log q(x_i)/dparameters,
 * unbiased because the baseline of a sample does not depend on it. Needs no derivative of the action; log q comes from the inverse flow.
 * P. Bialas, P. Korcyl, T. Stebel, arXiv:2202.01314.
 */
import { invariant } from '../../base/invariant.ts';
import { runBackwardInverse, runInverse } from '../run-flow.ts';
import type { Estimator } from './estimator.ts';
import { logWeightsOf } from './training-batch.ts';

export const reinforce: Estimator = (batch, draw, scale) => {
  const { flow, x, z, bar, weight, density } = batch;
  const n = batch.samples;
  invariant(n > 1, 'a control variate from a batch of one sample');
  const logWeights = logWeightsOf(batch.draw(draw, false), batch.action(scale));
  const mean = logWeights.reduce((sum, w) => sum + w, 0) / n;
  batch.weigh(logWeights.map((w) => (mean - w) / (n - 1)));
  batch.clearBar();
  flow.lattice.copy(x, z);
  runInverse(flow, z, density, true);
  flow.parameters.clearGradient();
  runBackwardInverse(flow, z, bar, weight);
  return logWeights;
};
